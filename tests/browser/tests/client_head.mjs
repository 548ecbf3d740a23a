// The head of a client's page, what stays of it, and what stands first below.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, has_no, made_client, more, open_value, path_is, sees, value } from "../support/steps.mjs";

const full = (word) => ({
  phone: "5550 6001",
  email: `${word}.head@test.example`,
  billing_address: { street: "High Street 5", city: "Leeds", postcode: "LS1 1AA" },
});
const focus_is = (page, name) => eventually(async () => assert.equal(await focused(page), name));

scenario("[P1] what is empty is added from a menu, where it stands", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  assert.equal(await value(page, "Phone").isVisible(), false);
  await page.locator("#client-add").press("Enter");
  await page.keyboard.press("ArrowDown");
  await focus_is(page, "Phone");
  await page.keyboard.press("Enter");
  await value(page, "Phone").getByRole("textbox").waitFor();
  await focus_is(page, "Phone");
  await page.keyboard.press("Escape");
  await focus_is(page, "Add …");
  await open_value(page, "Phone");
  const field = value(page, "Phone").getByRole("textbox");
  await field.fill("5550 6000");
  await field.press("Enter");
  await sees(value(page, "Phone").locator("a[href='tel:55506000']"), "5550 6000");
  await focus_is(page, "Edit: Phone");
  await page.locator("#client-add").click();
  await page.locator("#client-adds").getByRole("link", { name: "Company" }).waitFor();
  assert.equal(await page.locator("#client-adds").getByRole("link", { name: "Phone" }).count(), 0);
  await page.keyboard.press("Escape");
  await open_value(page, "Phone");
  await field.fill("");
  await field.press("Enter");
  await eventually(async () => assert.equal(await value(page, "Phone").isVisible(), false));
  await focus_is(page, "Add …");
});

scenario("[P1] a value is copied with its button", {}, async ({ page, context, office }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await made_client(office, full("copied"));
  await page.goto(`/clients/${id}`);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy: E-mail" }).click();
  await eventually(async () => assert.equal(await copied(), "copied.head@test.example"));
  await page.getByRole("button", { name: "Copy: Billing address" }).click();
  await eventually(async () => assert.equal(await copied(), "High Street 5\nLS1 1AA Leeds"));
});

scenario("[P1] the head is low, and a bar stays of it", {}, async ({ page, office }) => {
  const tags = [];
  for (const name of ["ash", "beech", "cherry", "date", "elder", "fir"]) {
    const found = (await office.api("GET", `tags?q=${name}`)).items[0];
    tags.push((found ?? (await office.make("tags", { name }))).id);
  }
  const { id } = await made_client(office, { ...full("low"), tags, priority: "high" });
  for (let at = 0; at < 30; ++at) await office.make("notes", { client: id, text: `Said ${at}`, pinned: at < 3 });
  await page.goto(`/clients/${id}`);
  const { height } = await page.locator("#client-head").boundingBox();
  assert.ok(height <= 168, `${height} px`);
  assert.equal(await page.getByRole("link", { name: "fir", exact: true }).count(), 0);
  await page.locator("#more-tags").click();
  await page.getByRole("link", { name: "fir", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  const bar = page.locator("#client-bar > div");
  assert.equal(await bar.isVisible(), false);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await bar.waitFor();
  await sees(bar, "5550 6001");
  assert.equal((await bar.boundingBox()).height, 56);
  await bar.getByRole("link", { name: "New note" }).evaluate((link) => link.click()); // scrolling to it would hide it
  await focus_is(page, "Add a note");
});

scenario("[P1] on a phone four round buttons do what one does with a client", {}, async ({ page, office }) => {
  const { id } = await made_client(office, full("round"));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/clients/${id}`);
  const buttons = page.locator("#client-reach a");
  assert.deepEqual(await buttons.allInnerTexts(), ["Call", "E-mail", "Map", "Note"]);
  assert.equal(await page.locator(".client-actions > a:visible, .client-actions > form:visible").count(), 1);
  await more(page);
  await page.locator(".client-actions").getByRole("link", { name: "New contact" }).waitFor();
});

scenario("[P6] what was typed is there again after a look at another place", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  await page.getByLabel("Add a note").fill("Rang, and");
  await page.locator("#tabs").getByRole("link", { name: "Details" }).click();
  await path_is(page, `/clients/${id}/details`);
  await has_no(page.getByLabel("Add a note"));
  await page.locator("#tabs").getByRole("link", { name: "Overview" }).click();
  await path_is(page, `/clients/${id}`);
  await eventually(async () => assert.equal(await page.getByLabel("Add a note").inputValue(), "Rang, and"));
  await page.getByLabel("Add a note").fill("");
});
