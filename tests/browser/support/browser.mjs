// One browser for all tests. A test visits with a context of its own, which watches for everything that must not happen
// on any page: messages in the console, violations of the content security policy, failed requests, script that came in
// with somebody's text.
import { strict as assert } from "node:assert";
import { chromium } from "playwright-core";
import { password, people } from "./office.mjs";

export const widths = { phone: 390, tablet: 820, desktop: 1280 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

export const close_browser = () => browser.close();

/**
 * Opens a page in a context of its own.
 * @param office   where
 * @param as       a role of `people`, signed in; nobody unless given
 * @param refused  statuses from 400 on that this visit is about
 * @param cut_off  the network may be away at times
 */
export async function visit(
  office,
  { as, refused = [], cut_off = false, width = "desktop", script = true, ...options } = {},
) {
  const context = await browser.newContext({
    baseURL: office.url,
    viewport: { width: widths[width], height: 900 },
    javaScriptEnabled: script,
    locale: "en-GB",
    reducedMotion: "reduce", // colours are measured, not waited for
    storageState: as && (await signed_in(office, people[as])),
    ...options,
  });
  context.setDefaultTimeout(30_000); // a machine may stand still
  const faults = watch(context, refused, cut_off);
  const page = await context.newPage();
  const done = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { page, context, faults, done, [Symbol.asyncDispose]: done };
}

const away = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(RESET|REFUSED|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/;

/** Notes what goes wrong in any page of a context. */
function watch(context, refused, cut_off) {
  const faults = [];
  const expected = new Set([422, ...refused]);
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    // An answer of 400 or more is judged below; htmx also tells of questions that were typed over.
    if (
      /^Failed to load resource: the server responded with a status of|^Response Status Error Code/.test(message.text())
    )
      return;
    if (/^htmx:(sendAbort|afterRequest)/.test(message.text())) return;
    if (cut_off && (away.test(message.text()) || message.text().startsWith("htmx:sendError"))) return;
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => faults.push(`script: ${error.error().message}`));
  context.on("response", (response) => {
    if (response.status() >= 400 && !expected.has(response.status()))
      faults.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    if (cut_off && away.test(why)) return;
    // left behind: by going on, by typing on, by a download
    if (why !== "net::ERR_ABORTED") faults.push(`${why} ${request.method()} ${request.url()}`);
  });
  context.on("dialog", (dialog) => {
    if (dialog.type() !== "beforeunload") faults.push(`dialog: ${dialog.message()}`);
    dialog.accept().catch(() => {});
  });
  return faults;
}

const long_ago = 240_000; // whoever signed in ten minutes ago is asked for the password now and then

/** Signing in costs the box a password's hash; once for each person is enough for a while. */
async function signed_in(office, person) {
  office.sessions ??= new Map();
  const last = office.sessions.get(person.email);
  if (last && Date.now() - last.at < long_ago) return last.session;
  const session = new_session(office, person);
  office.sessions.set(person.email, { at: Date.now(), session });
  return session;
}

async function new_session(office, person) {
  const context = await browser.newContext({ baseURL: office.url });
  const page = await context.newPage();
  await sign_in(page, person);
  await page.waitForURL("**/today");
  const state = await context.storageState();
  await context.close();
  return state;
}

export async function sign_in(page, { email }, secret = password) {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}
