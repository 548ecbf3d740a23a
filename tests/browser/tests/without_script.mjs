import { strict as assert } from "node:assert";
import { client, csv } from "../support/clients.mjs";
import { Office, password } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, made_client, more, open_value, path_is, sees, value } from "../support/steps.mjs";

const field = (page, label) => page.getByLabel(label, { exact: true });
const save = (page) => page.getByRole("button", { name: "Save" }).first().click();

scenario(
  "without script: first admin, import, sign out, sign in",
  { script: false, as: undefined, office: () => Office.empty() },
  async ({ page, office }) => {
    await page.goto("/");
    await field(page, "Code").fill(office.code);
    await field(page, "Name").fill("Ana Adler");
    await field(page, "E-mail").fill("ana@office.example");
    await field(page, "Password").fill(password);
    await field(page, "Password again").fill(password);
    await page.getByRole("button", { name: "Make the admin" }).click();
    await page.goto("/import");
    await page.getByLabel("CSV file").setInputFiles({
      name: "few.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(csv([1, 2, 3].map(client))),
    });
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Check without importing" }).click();
    await page.getByRole("button", { name: /^Import 3/ }).click();
    for (let look = 0; look < 50 && !(await page.getByText("Imported").count()); ++look)
      await page.getByRole("link", { name: "Look again" }).click();
    await page.goto("/clients");
    assert.equal(await page.locator("tbody tr").count(), 3);
    await page.locator("summary.person").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await path_is(page, "/login");
    await field(page, "E-mail").fill("ana@office.example");
    await field(page, "Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await path_is(page, "/today");
  },
);

scenario("without script: search, filter, next page", { script: false }, async ({ page }) => {
  await page.goto("/clients");
  await page.locator("#search-field").fill("callahan");
  await page.locator("#search-field").press("Enter");
  await path_is(page, /^\/search\?q=callahan/);
  await page.locator("main a.hit", { hasText: "Callahan, Heather" }).first().click();
  await sees(page.getByRole("heading", { level: 1 }), "Heather Callahan");
  await page.goto("/clients");
  await page.getByRole("link", { name: "Filter", exact: true }).click();
  await page.getByRole("link", { name: "Tags", exact: true }).click();
  await page.getByLabel("garden", { exact: true }).check();
  await page.getByRole("button", { name: "Filter" }).click();
  await path_is(page, /tags=\d+/);
  await sees(page.locator(".active-filters"), "garden");
  for (const row of await page.locator("tbody tr").allInnerTexts()) assert.match(row, /garden/);
  await page.getByRole("link", { name: "Tags with garden" }).click();
  await page.getByLabel("none of").check();
  await page.getByRole("button", { name: "Filter" }).click();
  await path_is(page, /tags.mode=none/);
  for (const row of await page.locator("tbody tr").allInnerTexts()) assert.doesNotMatch(row, /garden/);
  await page.getByRole("link", { name: "Tags: remove" }).click();
  await path_is(page, "/clients");
  await page.goto("/clients");
  await page.getByRole("link", { name: "Next" }).click();
  assert.equal(await page.locator("tbody tr").count(), 50);
});

scenario(
  "without script: a client is made, wrong and right, edited, starred, tagged, archived, deleted",
  { script: false },
  async ({ page }) => {
    await page.goto("/clients/new");
    await field(page, "First name").fill("Plain");
    await field(page, "Last name").fill("Html");
    await field(page, "E-mail").fill("client5@example.com"); // somebody's
    await field(page, "Tags").fill("paper, vip");
    await field(page, "Company").fill("Paper Company");
    await save(page);
    await sees(page.locator(".field-error"), /./);
    assert.equal(await field(page, "Tags").inputValue(), "paper, vip");
    await page.getByLabel("New company: Paper Company").check();
    await field(page, "E-mail").fill("plain@html.example");
    await save(page);
    await sees(page.getByRole("heading", { level: 1 }), "Plain Html");
    const url = new URL(page.url()).pathname;

    await open_value(page, "Phone");
    await path_is(page, `${url}/values/phone`);
    await eventually(async () => assert.equal(await focused(page), "Phone"));
    await page.keyboard.type("5550 1111");
    await save(page);
    await path_is(page, url);
    await sees(value(page, "Phone"), "5550 1111");

    await page.getByRole("button", { name: "3 of 5" }).click();
    assert.equal(await page.locator("#stars button[aria-pressed=true]").count(), 3);
    await page.getByLabel("Add tag").fill("printed");
    await page.locator("#tags").getByRole("button", { name: "Add" }).click();
    await sees(page.locator("#tags .chip"), "printed");
    await page.getByRole("button", { name: "Remove tag paper" }).click();
    assert.equal(await page.locator("#tags .chip", { hasText: "paper" }).count(), 0);

    await page.getByLabel("Add a note").fill("Written **without** script");
    await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".note strong"), "without");
    await page.locator(".note").getByRole("button", { name: "Pin" }).click();
    await sees(page.locator(".note"), "Pinned");

    await page.getByRole("link", { name: "Contacts" }).last().click();
    await page.locator(".profile-main").getByRole("link", { name: "New contact" }).first().click();
    await field(page, "Name").fill("Petra Paper");
    await field(page, "E-mail").fill("petra@paper.example");
    await page.locator(".profile-main").getByRole("button", { name: "Save" }).click();
    await sees(page.locator("#list"), "Petra Paper");

    await page.goto(`${url}/history`);
    await sees(page.locator(".events"), "Petra Paper");
    await more(page);
    await page.getByRole("button", { name: "Archive" }).click();
    await sees(page.locator(".profile-name"), "Archived");
    await more(page);
    await page.getByRole("link", { name: "Delete", exact: true }).click();
    await page.getByLabel("To go on, type the name").fill("wrong");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await sees(page.locator(".field-error"), "not the name");
    await page.getByLabel("To go on, type the name").fill("Html, Plain");
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await path_is(page, "/clients");
  },
);

scenario("without script: two editors, both versions", { script: false, refused: [409] }, async ({ page, office }) => {
  const { id } = await made_client(office, { phone: "5550 2221" });
  await page.goto(`/clients/${id}/edit`);
  const { revision } = await office.api("GET", `clients/${id}`);
  await office.api("PATCH", `clients/${id}`, { phone: "5550 2222", revision });
  await field(page, "Phone").fill("5550 2223");
  await save(page);
  await sees(page.locator("table"), "5550 2222");
  await save(page); // mine was chosen beforehand
  await path_is(page, `/clients/${id}`);
  assert.equal((await office.api("GET", `clients/${id}`)).phone, "5550 2223");
});

scenario(
  "[U3] without script: a session that ends while typing",
  { script: false, refused: [401] },
  async ({ page, context, office }) => {
    const { id } = await made_client(office, { phone: "5550 2231" });
    await page.goto(`/clients/${id}/edit`);
    await field(page, "Phone").fill("5550 2232");
    await field(page, "Description").fill("A long story,\nin two lines");
    await context.clearCookies();
    await save(page);
    await sees(page.locator("main"), "nothing was saved");
    await sees(page.locator(".value", { hasText: "Phone" }), "5550 2232");
    await sees(page.locator(".value", { hasText: "Description" }), "A long story,");
    await page.getByRole("link", { name: "Continue" }).click();
    await path_is(page, /^\/login/);
  },
);
