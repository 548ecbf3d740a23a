// What people do on many pages.
import { strict as assert } from "node:assert";

let number = 0;

/** A client of its own for a test, through the JSON API. */
export async function made_client(office, fields = {}) {
  ++number;
  return office.make("clients", {
    first_name: "Test",
    last_name: `Person${number}`,
    email: `person${number}@test.example`,
    ...fields,
  });
}

/** How a client is called on its own page, who is "Callahan, Heather" in lists. */
export const spoken = (name) => name.split(", ").toReversed().join(" ");

/** The inline value with that label. */
export const value = (page, label) =>
  page.locator("[data-value]", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) }).first();

/** Opens a value of a client to be changed: by its pencil, or from the menu of what is empty. */
export async function open_value(page, label) {
  const pencil = value(page, label).getByRole("link", { name: `Edit: ${label}` });
  if (await pencil.count()) return pencil.click();
  await page.locator("#client-add").click();
  await page.locator("#client-adds").getByRole("link", { name: label, exact: true }).click();
}

/** Opens the menu of all else that can be done to a client. */
export const more = (page) => page.locator("#client-more").click();

export const toast = (page) => page.locator(".toast-note").last();

/** Waits until the text is there; playwright-core has no expect(). */
export async function sees(place, text) {
  await place.filter({ hasText: text }).first().waitFor();
}

export async function has_no(place) {
  await place.first().waitFor({ state: "detached" });
}

/** Tries until it holds, for at most five seconds. */
export async function eventually(check) {
  const end = Date.now() + 5_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Waits until that page is there, whole: what is pressed before goes nowhere. */
export async function path_is(page, wanted) {
  await eventually(() => {
    const { pathname, search } = new URL(page.url());
    if (wanted instanceof RegExp) assert.match(pathname + search, wanted);
    else assert.equal(pathname + search, wanted);
  });
  await page.waitForLoadState();
}

/** What the element with the focus is called. */
export const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
    return label.trim().replace(/\s+/g, " ");
  });

/** Presses Tab until something of that name has the focus. */
export async function tab_to(page, name, { key = "Tab", most = 80 } = {}) {
  const walked = [];
  for (let step = 0; step < most; ++step) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (name instanceof RegExp ? name.test(now) : now === name) return;
    walked.push(now);
  }
  throw new Error(`Tab never came to ${name}: ${walked.join(" | ")}`);
}

/** Opens the form of a field that a list can be asked for. */
export async function open_filter(page, field) {
  await page.locator("[data-filter-add]").click();
  await page
    .locator("#filter-pop")
    .getByRole("link", { name: new RegExp(`^${field}( asked for)?$`) })
    .click();
  const form = page.locator("#filter-pop form");
  await form.waitFor();
  return form;
}

/** Asks a list for one value of a field more. */
export async function filter_by(page, field, value) {
  const form = await open_filter(page, field);
  await form.getByLabel(value, { exact: true }).check();
  await form.getByRole("button", { name: "Filter" }).click();
}
