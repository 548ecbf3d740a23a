import { strict as assert } from "node:assert";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, has_no, made_client, path_is, sees, toast, value } from "../support/steps.mjs";

const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** What it defines is in nobody else's way. */
const with_own_fields = () => Office.start();

/** Where there are several kinds, none is chosen before. */
async function add_tree(page, office, client) {
  if ((await office.api("GET", "asset_kinds")).items.length < 2) await office.make("asset_kinds", { name: "Bench" });
  await page.goto(`/clients/${client.id}`);
  await page.getByRole("link", { name: /^Work/ }).click();
  await page.getByRole("link", { name: /^Inventory/ }).click();
  await page.getByRole("link", { name: "New inventory item" }).first().click();
  const form = page.locator("#tabs form[data-guard]");
  await form.locator("[name=kind]").selectOption("Tree");
  return form;
}

scenario(
  "[P15] a tree is added where one is, edited in place, photographed, found and gone",
  {},
  async ({ page, office }) => {
    const client = await made_client(office, { last_name: "Grove" });
    const form = await add_tree(page, office, client);
    await form.locator("[name=fields_of]:not([value='0'])").waitFor({ state: "attached" });
    await form.getByLabel("Species").fill("Quercus robur");
    await form.getByLabel("Trunk diameter (cm)").fill("45.5");
    await form.getByLabel("Condition").selectOption("Poor");
    await form.locator("#f-position").fill("nowhere");
    await form.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "is not a position");
    await form.locator("#f-position").fill("48.137, 11.575");
    await form.getByRole("button", { name: "Save" }).click();
    await path_is(page, `/clients/${client.id}/assets`);
    await page.getByRole("link", { name: "1 Quercus robur", exact: true }).click();

    await value(page, "Condition").getByRole("link", { name: /^Edit/ }).click();
    await value(page, "Condition").getByRole("combobox").selectOption("Dangerous");
    await value(page, "Condition").getByRole("button", { name: "Save" }).click();
    await has_no(value(page, "Condition").getByRole("combobox"));
    await sees(value(page, "Condition"), "Dangerous");

    const files = page.getByLabel("Files", { exact: false }).first();
    await files.setInputFiles({ name: "oak.png", mimeType: "image/png", buffer: photo });
    await page.getByRole("button", { name: "Upload the chosen files" }).click();
    await sees(page.getByRole("link", { name: "oak.png", exact: true }), "oak.png");
    const own = page.url();

    await page.goto("/search?q=quercus+1");
    await sees(page.locator("main"), "1 Quercus robur");
    await page.goto(own);
    await value(page, "Gone on").getByRole("link", { name: /^Edit/ }).click();
    await value(page, "Gone on").locator("input[type=date]").fill("2026-03-01");
    await value(page, "Gone on").getByRole("button", { name: "Save" }).click();
    await has_no(value(page, "Gone on").locator("input"));
    await page.goto(`/clients/${client.id}/assets`);
    assert.equal(await page.getByRole("link", { name: "1 Quercus robur", exact: true }).count(), 0);
    await page.goto(`/clients/${client.id}/assets?all=yes`);
    await sees(page.locator("main"), "1 Quercus robur");
  },
);

scenario(
  "[P15] without script: choosing a kind brings its fields, and nothing that was typed is lost",
  { script: false },
  async ({ page, office }) => {
    const client = await made_client(office);
    const form = await add_tree(page, office, client);
    await form.getByLabel("Title").fill("At the gate");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByLabel("Species").fill("Oak");
    assert.equal(await form.getByLabel("Title").inputValue(), "At the gate");
    await form.getByRole("button", { name: "Save" }).click();
    await path_is(page, `/clients/${client.id}/assets`);
    await sees(page.locator("main"), "1 At the gate");
  },
);

scenario(
  "[P15] the position is taken from the device, or it is said why not",
  {},
  async ({ page, context, office }) => {
    const client = await made_client(office);
    await page.goto(`/clients/${client.id}/assets/new`);
    await context.clearPermissions();
    const locate = page.getByRole("button", { name: "Where this device is" }).first();
    await locate.click();
    await sees(page.locator("[data-located]"), "was not allowed");
    await context.grantPermissions(["geolocation"]);
    await context.setGeolocation({ latitude: 48.1371234, longitude: 11.575, accuracy: 4.2 });
    await page.reload();
    await locate.click();
    await sees(page.locator("[data-located]"), "Accurate to about 5 m");
    assert.equal(await page.locator("#f-position").inputValue(), "48.1371234, 11.5750000");
  },
);

scenario(
  "[P15] [C8] an office defines a kind; its fields are put in order by button and by mouse",
  {},
  async ({ page }) => {
    await page.goto("/settings");
    await page.getByRole("link", { name: "Kinds of items" }).click();
    await page.getByRole("link", { name: "New kind of item" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Hedge");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Hedge" }).waitFor();
    const fields = page.locator("[data-sort-item]");
    for (const [label, type] of [
      ["Length", "Number"],
      ["Width", "Number"],
      ["Plant", "Text"],
    ]) {
      await page.getByRole("link", { name: "New field" }).click();
      await page.getByLabel("Label", { exact: true }).fill(label);
      await page.getByLabel("Type", { exact: true }).selectOption({ label: type });
      await page.getByRole("button", { name: "Save" }).click();
      await sees(fields, label);
    }
    const order = async () => (await fields.locator("a[draggable]").allTextContents()).join(" ");
    assert.equal(await order(), "Length Width Plant");
    await page.getByRole("button", { name: "Move up: Width" }).press("Enter");
    await eventually(async () => assert.equal(await order(), "Width Length Plant"));
    await fields.nth(2).dragTo(fields.nth(0));
    await eventually(async () => assert.equal(await order(), "Plant Width Length"));
    await page.getByRole("link", { name: "Delete: Width" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await eventually(async () => assert.equal(await order(), "Plant Length"));
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await eventually(async () => assert.equal(await order(), "Plant Width Length"));
  },
);

scenario(
  "[C8] a choice that clients have gets another name, and many choices and a link stand in the profile",
  { office: with_own_fields },
  async ({ page, office }) => {
    await office.make("custom_fields", { label: "Soils", type: "choices", choices: "Clay\nSand\nLoam" });
    await office.make("custom_fields", { label: "Site plan", type: "link" });
    const client = await made_client(office, { custom: { soils: ["Clay", "Sand"], site_plan: "example.com/plan" } });
    await page.goto(`/clients/${client.id}/details`);
    const link = value(page, "Site plan").getByRole("link", { name: "example.com/plan" });
    assert.equal(await link.getAttribute("href"), "https://example.com/plan");
    assert.match(await link.getAttribute("rel"), /noopener/);
    await sees(value(page, "Soils"), "Clay, Sand");
    await page.goto("/clients");
    await page.getByRole("link", { name: "Custom fields" }).click();
    await page.locator("[data-sort-item]").getByRole("link", { name: "Soils", exact: true }).click();
    await page.getByLabel("Choices", { exact: true }).fill("Heavy clay\nSand\nLoam");
    await page.getByRole("button", { name: "Save" }).click();
    const answer = page.getByLabel("“Clay” in 1 client becomes");
    assert.equal(await answer.inputValue(), "Heavy clay");
    await page.getByRole("button", { name: "Save" }).click();
    await path_is(page, "/settings/fields");
    await page.goto(`/clients/${client.id}/details`);
    await sees(value(page, "Soils"), "Heavy clay, Sand");
  },
);
