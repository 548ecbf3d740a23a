import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { visit } from "../support/browser.mjs";
import { scenario } from "../support/scenario.mjs";
import { has_no, made_client, more, path_is, sees, toast, value } from "../support/steps.mjs";

const field = (page, label) => page.getByLabel(label, { exact: true });

scenario("[C2] [C9] a client is made, with a company made on the spot, tags and an address", {}, async ({ page }) => {
  await page.goto("/clients");
  await page.locator("summary", { hasText: "New" }).click();
  await page.locator(".menu-list").getByRole("link", { name: "Client" }).click();
  await path_is(page, "/clients/new");
  await field(page, "First name").fill("Maya");
  await field(page, "Last name").fill("Lindqvist");
  await field(page, "E-mail").fill("maya@lindqvist.example");
  await field(page, "Phone").fill("+46 40 123 456");
  await field(page, "Company").pressSequentially("Lindqvist Design AB");
  await page.getByLabel("New company: Lindqvist Design AB").check();
  await field(page, "Street").fill("Storgatan 1");
  await field(page, "City").fill("Lund");
  const tags = field(page, "Tags");
  await tags.fill("winter");
  await tags.press("Enter");
  await tags.fill("vip");
  await tags.press(",");
  await page.getByRole("button", { name: "Remove: winter" }).click();
  await tags.fill("summer");
  await tags.press("Enter");
  await field(page, "Description").fill("Wants a *small* garden.");
  await page.getByRole("button", { name: "Save" }).click();
  await path_is(page, /^\/clients\/\d+$/);
  await sees(toast(page), "Saved");
  await sees(page.getByRole("heading", { level: 1 }), "Maya Lindqvist");
  await sees(page.locator("#tags .chip"), "summer");
  await sees(page.locator("#tags .chip"), "vip");
  assert.equal(await page.locator("#tags .chip", { hasText: "winter" }).count(), 0);
  await sees(value(page, "Billing address"), "Storgatan 1");
  await sees(page.locator(".markdown em"), "small");
  await value(page, "Company").getByRole("link", { name: "Lindqvist Design AB" }).click();
  await path_is(page, /^\/companies\/\d+$/);
  await sees(page.locator("main table"), "Lindqvist, Maya");
});

scenario("[C2] an organisation has a name of its own", {}, async ({ page }) => {
  await page.goto("/clients/new");
  await field(page, "Type").selectOption({ label: "Organisation" });
  await field(page, "Organisation name").fill("Society of Friends of the Old Mill");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Society of Friends of the Old Mill");
  await sees(page.locator(".profile-name"), "Organisation");
});

scenario("[C2] what is wrong stands at its field, and nothing that was typed is lost", {}, async ({ page }) => {
  await page.goto("/clients/new");
  await page.locator("form[data-guard]").evaluate((form) => (form.noValidate = true));
  await field(page, "First name").fill("Only");
  await field(page, "E-mail").fill("nobody at all");
  await field(page, "Company").fill("Kept Company");
  await field(page, "Status").selectOption({ label: "Prospect" });
  await field(page, "Priority").selectOption({ label: "High" });
  await field(page, "Tags").fill("kept");
  await field(page, "Tags").press("Enter");
  await field(page, "Postcode").fill("12345");
  await field(page, "Description").fill("Line one\nline two <b>");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.locator(".field-error"), /./);

  const summary = page.getByRole("alert");
  await sees(summary, "Please look at these fields");
  assert.ok(await summary.evaluate((box) => box === document.activeElement), "the summary has the focus");
  await summary.getByRole("link", { name: /E-mail/ }).click();
  assert.ok(await field(page, "E-mail").evaluate((input) => input === document.activeElement));
  assert.equal(await field(page, "E-mail").getAttribute("aria-invalid"), "true");
  const about = await field(page, "E-mail").getAttribute("aria-describedby");
  assert.match(await page.locator(`#${about}`).innerText(), /\S/);

  assert.equal(await field(page, "First name").inputValue(), "Only");
  assert.equal(await field(page, "E-mail").inputValue(), "nobody at all");
  assert.equal(await field(page, "Company").inputValue(), "Kept Company");
  assert.equal(await field(page, "Status").evaluate((select) => select.selectedOptions[0].text), "Prospect");
  assert.equal(await field(page, "Priority").inputValue(), "high");
  assert.equal(await page.locator("[data-tag=kept]").count(), 1);
  assert.equal(await field(page, "Postcode").inputValue(), "12345");
  assert.equal(await field(page, "Description").inputValue(), "Line one\nline two <b>");
});

scenario("[C3] an e-mail address that a client has already links to that client", {}, async ({ page, office }) => {
  const there = await made_client(office, { first_name: "Only", last_name: "One", email: "only.one@example.com" });
  await page.goto("/clients/new");
  await field(page, "First name").fill("Second");
  await field(page, "Last name").fill("One");
  await field(page, "E-mail").fill("Only.One@Example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".field-error", { hasText: /./ }).first().waitFor();
  assert.equal(await field(page, "First name").inputValue(), "Second");
  await page.locator(".field-error").getByRole("link", { name: "One, Only" }).click();
  await path_is(page, `/clients/${there.id}`);
});

scenario("[C3] possible duplicates are shown before saving, and can be overruled", {}, async ({ page, office }) => {
  await made_client(office, { first_name: "Dora", last_name: "Double", phone: "+44 20 7946 0958" });
  await page.goto("/clients/new");
  await field(page, "First name").fill("Theodora");
  await field(page, "Last name").fill("Twice");
  await field(page, "E-mail").fill("theodora@example.com");
  await field(page, "Phone").fill("020 7946 0958");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("alert"), "This may already be here");
  await sees(page.getByRole("alert"), "Double, Dora");
  await sees(page.getByRole("alert"), "same phone");
  assert.equal(await field(page, "Last name").inputValue(), "Twice");
  await page.getByLabel("save anyway").check();
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Theodora Twice");
});

scenario(
  "[C12] two people edit one client: the second sees both versions and chooses",
  { refused: [409] },
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "Con", last_name: "Flict", phone: "1111 1111" });
    const second = await visit(office, { as: "staff", refused: [409] });
    await page.goto(`/clients/${id}/edit`);
    await second.page.goto(`/clients/${id}/edit`);
    await field(page, "Phone").fill("2222 2222");
    await field(page, "Status").selectOption({ label: "Prospect" });
    await page.getByRole("button", { name: "Save" }).click();
    await sees(toast(page), "Saved");

    await field(second.page, "Phone").fill("3333 3333");
    await field(second.page, "First name").fill("Conrad");
    await second.page.getByRole("button", { name: "Save" }).click();
    await sees(second.page.getByRole("heading", { level: 1 }), "Someone else saved first");
    await sees(second.page.locator("body"), "Ana Adler");
    const row = (label) => second.page.locator("tr", { has: second.page.getByRole("rowheader", { name: label }) });
    await sees(row("Phone"), "2222 2222");
    await sees(row("Phone"), "3333 3333");
    assert.equal(await row("First name").count(), 0, "what one alone changed is no question");
    assert.equal(await row("Status").count(), 0);
    assert.equal((await office.api("GET", `clients/${id}`)).phone, "2222 2222");
    await row("Phone").getByRole("radio").last().check();
    await second.page.getByRole("button", { name: "Save" }).click();
    await sees(toast(second.page), "Saved");
    await path_is(second.page, `/clients/${id}`);
    const now = await office.api("GET", `clients/${id}`);
    assert.deepEqual([now.phone, now.first_name, now.status], ["2222 2222", "Conrad", "prospect"]);
    await second.done();
  },
);

scenario("[C10] deleting a client asks for its name and says what goes with it", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Gone", last_name: "Soon" });
  await office.make("notes", { client: id, text: "A note" });
  await page.goto(`/clients/${id}`);
  await more(page);
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  await path_is(page, `/clients/${id}/delete`);
  await sees(page.locator(".counts"), /1\s+note/);
  const button = page.getByRole("button", { name: "Delete", exact: true });
  assert.ok(await button.isDisabled());
  await page.getByLabel("To go on, type the name").fill("gone");
  assert.ok(await button.isDisabled());
  await page.getByLabel("To go on, type the name").fill("Soon, Gone");
  await button.click();
  await path_is(page, "/clients");
  await sees(toast(page), "Deleted");
});

scenario("a deleted client's page says so", { refused: [404] }, async ({ page }) => {
  await page.goto("/clients/987654321");
  await sees(page.locator(".error-status"), "404");
  await page.getByRole("link", { name: "Continue" }).click();
  await path_is(page, "/today");
});

scenario("[C11] a client is archived and restored", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  await more(page);
  await page.getByRole("button", { name: "Archive" }).click();
  await sees(page.locator(".profile-name .chip"), "Archived");
  await page.getByRole("button", { name: "Restore" }).click();
  await has_no(page.locator(".profile-name .chip", { hasText: "Archived" }));
});

scenario("[P18] history reads like sentences", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { phone: "5550 1000" });
  const second = await visit(office, { as: "staff" });
  await second.page.goto(`/clients/${id}/edit`);
  await field(second.page, "Phone").fill("5550 2000");
  await second.page.getByRole("button", { name: "Save" }).click();
  await sees(toast(second.page), "Saved");
  await second.done();
  await page.goto(`/clients/${id}`);
  await page.getByRole("link", { name: "History" }).click();
  await path_is(page, `/clients/${id}/history`);
  await sees(page.getByRole("heading", { level: 3 }), "Today");
  const newest = page.locator(".events li").first();
  await sees(newest, /Stefan Stone changed/);
  assert.equal(await newest.locator("del").innerText(), "5550 1000");
  assert.equal(await newest.locator("ins").innerText(), "5550 2000");
  await sees(page.locator(".events li").last(), /Ana Adler created/);
});

scenario("[C9] companies: made, edited, listed with their clients", {}, async ({ page, office }) => {
  await page.goto("/companies/new");
  await field(page, "Name").fill("Harbour Lights");
  await field(page, "E-mail").fill("hello@harbour.example");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Harbour Lights");
  await made_client(office, { company: "Harbour Lights" }).catch(async () => {
    const [company] = (await office.api("GET", "companies?q=harbour")).items;
    return made_client(office, { company: company.id });
  });
  await page.reload();
  await sees(page.locator("main table"), "Test");
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await field(page, "Name").fill("Harbour Lights Ltd");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Harbour Lights Ltd");
  await page.goto("/companies?q=harbour");
  await sees(page.locator("a[data-row]"), "Harbour Lights Ltd");

  await page.goto("/companies/new");
  await field(page, "Name").fill("harbour lights LTD");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".field-error", { hasText: /./ }).first().waitFor();
});

scenario("[E2] the list is exported exactly as it is shown", {}, async ({ page }) => {
  await page.goto("/clients?q=gdansk");
  const total = Number(await page.locator("h1 .count").innerText());
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
  assert.equal(lines.length, total + 1);
});
