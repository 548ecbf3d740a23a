// How htmx talks to the box: no eval, no inline styles, no pages kept in the browser's storage, the CSRF token with every
// request, and answers that carry errors shown where the form stands.
import htmx from "htmx.org";
import { can_send } from "./reach.js";
import { show_toast } from "./toasts.js";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0, // snapshots of personal data do not belong in the browser's storage
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  scrollIntoViewOnBoost: false,
  defaultSettleDelay: 0, // what came in answers to clicks at once
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

/** For what a script put into the page: its hx-attributes work from now on. */
export const activate = (element) => htmx.process(element);

/** What the box made, in place of what an element holds. */
export const put = (element, html) => htmx.swap(element, html, { swapStyle: "innerHTML" });

/** The list of another address, with all on the page that depends on it: the bar above it says what. */
export const swap_list = (url) => htmx.ajax("GET", url, { source: document.querySelector("[data-list-bar]") });

// A save in place is one question. Only after it was refused because nobody, or another session, is signed in, it is asked first
// whether it can be sent; that renews the token.
let was_refused = false;
let asked_first = false;

document.addEventListener("htmx:confirm", (event) => {
  const { verb, issueRequest } = event.detail;
  if (verb === "get") return;
  asked_first = was_refused;
  if (!was_refused) return;
  event.preventDefault();
  can_send().then((yes) => {
    was_refused = !yes;
    if (yes) issueRequest(true);
  });
});

/** The form stays as it is. With the token of a session that began elsewhere it goes at once. */
function send_again(form) {
  was_refused = true;
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

// Whoever is signed out would be led away from what was typed.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, requestConfig } = event.detail;
  const leads_to_login = xhr.getResponseHeader("HX-Redirect")?.startsWith("/login");
  if (!leads_to_login || requestConfig.verb === "get" || asked_first) return;
  event.preventDefault();
  send_again(requestConfig.elt);
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (detail.verb !== "get") {
    if (token) detail.headers["X-CSRF-Token"] = token;
    return;
  }
  shorten(detail.formData);
  if (detail.elt.matches("[data-picker]")) {
    // A picker asks in the same words whatever its field is called.
    const typed = detail.formData.get(detail.elt.name);
    detail.formData.delete(detail.elt.name);
    detail.formData.set("q", typed ?? "");
  }
});

/** The URL of a list is for reading and sending on: without empty filters, and without columns that nobody changed. */
function shorten(form_data) {
  for (const name of new Set(form_data.keys())) {
    const values = form_data.getAll(name).filter((value) => value !== "");
    form_data.delete(name);
    for (const value of values) form_data.append(name, value);
  }
  const choices = [...document.querySelectorAll("[data-columns] input[type=checkbox]")];
  const moved = document.querySelector("[data-columns][data-moved]") !== null;
  const changed =
    moved || choices.some((box) => box.checked !== box.defaultChecked) || location.search.includes("column=");
  if (!changed) form_data.delete("column");
  form_data.delete("move"); // it is done: columns.js
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { xhr, requestConfig } = detail;
  const may_be_signed_out = xhr.status === 401 || xhr.status === 403;
  if (requestConfig.verb !== "get" && may_be_signed_out && !asked_first) return send_again(requestConfig.elt);
  if (xhr.status === 401) return location.reload();
  // Somebody else saved first: post again as an ordinary form, which answers with the page that shows both versions.
  const form = requestConfig?.elt;
  if (xhr.status === 409 && form instanceof HTMLFormElement) return form.submit();
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = page.querySelector("[data-error-message]")?.textContent.trim();
  show_toast(words || `${xhr.status} ${xhr.statusText}`, "error");
});

document.addEventListener("htmx:sendError", () => {
  show_toast(document.body.dataset.offlineText || "Offline", "error");
});
