// Files go up one after the other, and go on by themselves after a cut: tus 1.0, as firmware/transfer/README.md says it. What
// was begun is remembered until it is whole, so that choosing the same file again goes on, too, after the page was left.
// Without script the form posts them.
import { show_toast } from "./toasts.js";

const waits = [1, 2, 5, 10, 20, 30]; // seconds between attempts that bring nothing

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));

function headers(more = {}) {
  const token = document.querySelector("meta[name=csrf]")?.content ?? "";
  return { "Tus-Resumable": "1.0.0", "X-CSRF-Token": token, ...more };
}

/** The answer says no, so asking again does not help. */
class Refused extends Error {
  constructor(status, why) {
    super(String(status));
    this.too_large = status === 413;
    this.why = why;
  }
}

function judged(status, why) {
  if (status >= 400 && status < 500 && status !== 409) throw new Refused(status, why);
  if (status === 507) throw new Refused(status, why);
  if (status >= 400) throw new Error(String(status));
}

/** What a page that says no says, for people. */
const said_on = (html) =>
  new DOMParser().parseFromString(html, "text/html").querySelector("[data-error-message]")?.textContent.trim();
const reason = async (answer) => (answer.ok ? "" : said_on(await answer.text()));

/** One file on its way. */
class Upload {
  constructor(file, about) {
    this.file = file;
    this.about = about;
    this.key = `upload ${about} ${file.name} ${file.size} ${file.lastModified}`;
    this.url = localStorage.getItem(this.key);
  }

  /** Resolves to where the document is. `told` gets the bytes that are there, or nothing while the line is cut. */
  async run(told) {
    this.told = told;
    for (let failures = 0; !this.stopped;) {
      const before = this.sent ?? 0;
      try {
        const place = await this.attempt();
        localStorage.removeItem(this.key);
        return place;
      } catch (error) {
        if (error instanceof Refused) this.forget();
        if (error instanceof Refused || this.stopped) throw error;
        failures = (this.sent ?? 0) > before ? 0 : failures + 1;
        told();
        await pause(waits[Math.min(failures, waits.length - 1)]);
      }
    }
    throw new Refused("stopped");
  }

  async attempt() {
    const known = this.url && (await this.stands());
    if (!known) await this.begin();
    const size = this.file.size;
    if (this.offset < size || !this.place) await this.send();
    return this.place;
  }

  /** False when the box does not know it any more. */
  async stands() {
    const answer = await fetch(this.url, { method: "HEAD", headers: headers() });
    if (answer.status === 404) return false;
    judged(answer.status);
    this.take(answer.headers);
    return true;
  }

  async begin() {
    const said = { filename: this.file.name, about: this.about };
    const metadata = Object.entries(said).filter(([, value]) => value);
    const answer = await fetch("/uploads", {
      method: "POST",
      headers: headers({
        "Upload-Length": this.file.size,
        "Upload-Metadata": metadata.map(([name, value]) => `${name} ${base64(value)}`).join(","),
      }),
    });
    judged(answer.status, await reason(answer));
    this.url = answer.headers.get("Location");
    localStorage.setItem(this.key, this.url);
    this.take(answer.headers);
  }

  /** fetch() says nothing of what is under way. */
  send() {
    return new Promise((resolve, reject) => {
      const request = (this.request = new XMLHttpRequest());
      request.open("PATCH", this.url);
      const type = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": this.offset };
      for (const [name, value] of Object.entries(headers(type))) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", ({ loaded }) => this.told((this.sent = this.offset + loaded)));
      request.addEventListener("error", () => reject(new Error("cut")));
      request.addEventListener("abort", () => reject(new Refused("stopped")));
      request.addEventListener("load", () => {
        if (request.status === 422) this.url = undefined; // the box keeps nothing of it
        try {
          judged(request.status, said_on(request.responseText));
          this.take({ get: (name) => request.getResponseHeader(name) });
          resolve();
        } catch (error) {
          reject(error);
        }
      });
      request.send(this.file.slice(this.offset));
    });
  }

  take(from) {
    this.offset = Number(from.get("Upload-Offset"));
    this.place = from.get("Content-Location");
    this.told(this.offset);
  }

  forget() {
    localStorage.removeItem(this.key);
    if (this.url) fetch(this.url, { method: "DELETE", headers: headers() }).catch(() => {});
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
  }
}

/** A line for one file: its name, how far it is, and a way to stop it. */
function line_of(form, upload) {
  const line = document.createElement("div");
  line.className = "upload-line";
  const name = document.createElement("span");
  name.textContent = upload.file.name;
  const bar = document.createElement("progress");
  bar.max = Math.max(upload.file.size, 1);
  bar.value = 0;
  bar.setAttribute("aria-label", upload.file.name);
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "btn btn-sm";
  stop.textContent = form.dataset.uploadStop;
  stop.addEventListener("click", () => upload.stop());
  const words = document.createElement("span");
  words.className = "muted";
  line.append(name, bar, stop, words);
  form.querySelector("[data-uploads]").append(line);
  return { line, bar, words };
}

async function bring(form, upload, { line, bar, words }) {
  try {
    return await upload.run((sent) => {
      if (sent !== undefined) bar.value = sent;
      words.textContent = sent === undefined ? form.dataset.uploadWaiting : "";
    });
  } catch (error) {
    if (upload.stopped) return line.remove();
    const why = error.too_large ? form.dataset.uploadTooLarge : error.why || form.dataset.uploadFailed;
    words.textContent = why;
    show_toast(why, "error");
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const about = form.elements.about.value;
  const uploads = [...form.elements.file.files].map((file) => new Upload(file, about));
  const lines = uploads.map((upload) => line_of(form, upload));
  const places = [];
  for (const [index, upload] of uploads.entries()) places.push(await bring(form, upload, lines[index]));
  delete form.dataset.busy;
  if (places.some((place) => !place)) return;
  if (location.pathname === "/documents/new" && places.length === 1) location.assign(places[0]);
  else if (location.pathname === "/documents/new") location.assign("/documents");
  else location.reload();
});
