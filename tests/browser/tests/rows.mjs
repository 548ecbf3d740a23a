import { strict as assert } from "node:assert";
import { samples } from "../../../web/preview/samples.js";
import { scenario } from "../support/scenario.mjs";

/** No kind of the office has rows yet: the form of web/preview, with the program's own script and styles. */
async function open_table(page) {
  await page.goto("/clients/new");
  const assets = await page.evaluate(() => ({
    css: document.querySelector("link[rel=stylesheet]").getAttribute("href"),
    js: document.querySelector("script[src]").getAttribute("src"),
    icons: document.querySelector("use").getAttribute("href").split("#")[0],
    favicon: document.querySelector("link[rel=icon]").getAttribute("href"),
  }));
  const { html } = [...samples(assets)].find(({ name }) => name === "records-form");
  await page.route("**/offers/new", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.route("**/clients", (route) => route.fulfill({ contentType: "text/html", body: "" })); // sums
  await page.goto("/offers/new");
}

const order = (page) =>
  page.evaluate(() => new FormData(document.querySelector("form[data-guard]")).getAll("lines.order").join(" ").trim());
const focused = (page) => page.evaluate(() => document.activeElement.name);

scenario("rows are added, moved and taken out by mouse", {}, async ({ page }) => {
  await open_table(page);
  assert.equal(await order(page), "1 3 new1");
  await page.getByRole("button", { name: "Add a row" }).click();
  assert.equal(await order(page), "1 3 new1 new2");
  assert.equal(await focused(page), "lines.new2.text");
  await page.getByRole("button", { name: "Move up: Row 3" }).click();
  assert.equal(await order(page), "3 1 new1 new2");
  await page.getByRole("button", { name: "Move up: Row 3" }).click();
  await page.getByRole("button", { name: "Remove: Row 1" }).click();
  assert.equal(await order(page), "3 new1 new2");
  assert.equal(await page.getByLabel("Row 3: Price").inputValue(), "much");
  await page.getByRole("button", { name: "Remove" }).last().click();
  await page.getByRole("button", { name: "Add a row" }).click();
  assert.equal(await order(page), "3 new1 new2"); // a new one by the name of one that is gone, and empty
  assert.equal(await page.locator("[name='lines.new2.text']").inputValue(), "");
});

scenario("sums follow what is typed, as the program works them out", {}, async ({ page }) => {
  await open_table(page);
  const asked = [];
  await page.route("**/clients", async (route) => {
    const typed = new URLSearchParams(route.request().postData());
    asked.push(typed);
    const figure = (name, text) => `<output data-figure="${name}">${text}</output>`;
    const total = `€${typed.get("lines.1.quantity")}.00`;
    await route.fulfill({
      contentType: "text/html",
      body: figure("lines.1.total", total) + figure("lines.new1.total", "€3.00") + figure("total", "€8.00"),
    });
  });
  const sum = (name) => page.locator(`tbody [data-figure="${name}"], .row-sums [data-figure="${name}"]`);
  await page.getByLabel("Row 1: Quantity").fill("4");
  await page.getByLabel("Row 1: Quantity").fill("5");
  await sum("lines.1.total").filter({ hasText: "€5.00" }).waitFor();
  assert.equal(await sum("total").textContent(), "€8.00");
  assert.equal(await sum("lines.3.total").textContent(), "–"); // nothing was said of it: something is wrong there
  assert.equal(asked.at(-1).get("lines.recalculate"), "yes");
  assert.equal(await page.getByRole("button", { name: "Recalculate" }).count(), 0);
  await page.getByRole("button", { name: "Remove: Row 1" }).click();
  await page.waitForFunction(() => !document.querySelector('tbody [data-figure="lines.1.total"]'));
  assert.equal(await page.getByLabel("Row 3: Price").inputValue(), "much");
});

scenario("rows are typed, moved and added with the keyboard alone", {}, async ({ page }) => {
  await open_table(page);
  await page.getByLabel("Row 1: Quantity").fill("5");
  await page.keyboard.press("Alt+ArrowDown");
  assert.equal(await order(page), "3 1 new1");
  assert.equal(await focused(page), "lines.1.quantity");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "lines.new1.quantity");
  await page.keyboard.press("Enter");
  assert.equal(await order(page), "3 1 new1 new2");
  assert.equal(await focused(page), "lines.new2.text");
  await page.keyboard.type("Rake");
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal(await order(page), "3 1 new2 new1");
  assert.equal(await page.locator("[name='lines.new2.text']").inputValue(), "Rake");
  assert.equal(await page.getByLabel("Row 1: Quantity").inputValue(), "5");
});
