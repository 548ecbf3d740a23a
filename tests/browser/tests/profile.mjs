import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { visit } from "../support/browser.mjs";
import {
  eventually,
  filter_by,
  has_no,
  made_client,
  more,
  open_value,
  path_is,
  sees,
  tab_to,
  toast,
  value,
} from "../support/steps.mjs";

const pressed = (page) => page.locator("#stars button[aria-pressed=true]").count();

scenario("[P3] a value is edited where it stands: click, tick, X", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { other_phone: "5550 3000" });
  await page.goto(`/clients/${id}/details`);
  const phone = value(page, "Other phone");
  await phone.locator("dt").click();
  const field = phone.getByRole("textbox", { name: "Other phone" });
  await eventually(async () => assert.ok(await field.evaluate((input) => input === document.activeElement)));
  await field.fill("5550 4000");
  await phone.getByRole("link", { name: "Cancel" }).click();
  await sees(phone, "5550 3000");
  await phone.getByRole("link", { name: "Edit: Other phone" }).click();
  await field.fill("5550 4000");
  await phone.getByRole("button", { name: "Save" }).click();
  await sees(phone.locator("a[href='tel:55504000']"), "5550 4000");
  await path_is(page, `/clients/${id}/details`);
  assert.equal((await office.api("GET", `clients/${id}`)).other_phone, "5550 4000");
});

scenario(
  "[P3] a value is edited by keyboard alone; Escape cancels; what is wrong stands at the field",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}`);
    const email = value(page, "E-mail");
    const before = await email.locator("a").first().textContent();
    await tab_to(page, "Edit: E-mail");
    await page.keyboard.press("Enter");
    await email.getByRole("textbox").waitFor();
    await page.keyboard.type("no address");
    await page.keyboard.press("Escape");
    await sees(email, before);
    await eventually(async () =>
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Edit: E-mail"),
    );
    await page.keyboard.press("Enter");
    await email.getByRole("textbox").waitFor();
    await email.locator("form").evaluate((form) => (form.noValidate = true));
    await page.keyboard.type("no address");
    await page.keyboard.press("Enter");
    await sees(email.locator(".field-error"), /./);
    assert.equal(await email.getByRole("textbox").inputValue(), "no address");
    await eventually(async () =>
      assert.ok(await email.getByRole("textbox").evaluate((input) => input === document.activeElement)),
    );
    await page.keyboard.press("Control+a");
    await page.keyboard.type(`by.keyboard${id}@test.example`);
    await page.keyboard.press("Enter");
    await sees(email.getByRole("link").first(), "by.keyboard");
  },
);

scenario("[P3] the address, a choice and the description open in place too", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  const address = value(page, "Billing address");
  await open_value(page, "Billing address");
  await address.getByLabel("Street").fill("5 Quay Road");
  await address.getByLabel("City").fill("Cork");
  await address.getByRole("button", { name: "Save" }).click();
  await sees(address, /5 Quay Road\s+Cork/);
  const priority = value(page, "Priority");
  await open_value(page, "Priority");
  await priority.getByRole("combobox").selectOption({ label: "High" });
  await priority.getByRole("button", { name: "Save" }).click();
  await sees(priority, "High");
  const description = value(page, "Description");
  await open_value(page, "Description");
  await description.getByRole("textbox").fill("Has a **big** dog.");
  await description.getByRole("button", { name: "Save" }).click();
  await sees(description.locator("strong"), "big");
  const status = value(page, "Status");
  await page.getByRole("link", { name: "Active: Edit" }).click();
  await status.getByRole("combobox").selectOption({ label: "Prospect" });
  await status.getByRole("button", { name: "Save" }).click();
  await sees(page.locator(".profile-name .chip"), "Prospect"); // the head of the page follows
});

scenario(
  "[P3] [C12] an inline edit over somebody else's change shows both versions",
  { refused: [409] },
  async ({ page, office }) => {
    const { id } = await made_client(office, { phone: "5550 5000" });
    await page.goto(`/clients/${id}`);
    const phone = value(page, "Phone");
    await phone.getByRole("link", { name: "Edit: Phone" }).click();
    await phone.getByRole("textbox").fill("5550 6000");
    const { revision } = await office.api("GET", `clients/${id}`);
    await office.api("PATCH", `clients/${id}`, { phone: "5550 7000", revision });
    await phone.getByRole("button", { name: "Save" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Someone else saved first");
    await sees(page.locator("table"), "5550 6000");
    await sees(page.locator("table"), "5550 7000");
  },
);

scenario(
  "[P3] [C12] fields that are open at once, and a star between, are saved without a question",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}`);
    const phone = value(page, "Phone");
    const priority = value(page, "Priority");
    await open_value(page, "Phone");
    await open_value(page, "Priority");
    await priority.getByRole("combobox").selectOption({ label: "High" });
    await phone.getByRole("textbox").fill("5550 8000");
    await phone.getByRole("button", { name: "Save" }).click();
    await sees(phone, "5550 8000");
    await page.getByRole("button", { name: "3 of 5" }).click();
    await eventually(async () => assert.equal(await pressed(page), 3));
    await priority.getByRole("button", { name: "Save" }).click();
    await sees(priority, "High");
    await sees(toast(page), "Saved");
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await path_is(page, `/clients/${id}`);
    const { phone: number, priority: none, rating } = await office.api("GET", `clients/${id}`);
    assert.deepEqual([number, none, rating], ["5550 8000", null, 3]);
  },
);

scenario("[P3] [C9] a company is made only when that was chosen", {}, async ({ page, office }) => {
  await office.make("companies", { name: "Gordon LLC" });
  const { id } = await made_client(office);
  const called_gordon = async () =>
    (await office.api("GET", "companies?q=gordon")).items.map(({ name }) => name).sort();
  await page.goto(`/clients/${id}`);
  const company = value(page, "Company");
  await open_value(page, "Company");
  const field = company.getByRole("combobox");
  await field.pressSequentially("Gordon");
  await eventually(async () => assert.equal(await company.locator('datalist option[value="Gordon LLC"]').count(), 1));
  await company.getByLabel("New company: Gordon").waitFor();
  await field.press("Enter");
  await sees(company.locator(".field-error"), "is not there yet");
  assert.deepEqual(await called_gordon(), ["Gordon LLC"]);
  assert.equal(await company.getByRole("combobox").inputValue(), "Gordon");
  await company.getByLabel("New company: Gordon").check();
  await company.getByRole("button", { name: "Save" }).click();
  await company.getByRole("link", { name: "Gordon", exact: true }).waitFor();
  assert.deepEqual(await called_gordon(), ["Gordon", "Gordon LLC"]);
});

scenario("[P1] stars with one click, and off again", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  assert.equal(await pressed(page), 0);
  await page.getByRole("button", { name: "4 of 5" }).click();
  await eventually(async () => assert.equal(await pressed(page), 4));
  assert.equal((await office.api("GET", `clients/${id}`)).rating, 4);
  await page.reload();
  assert.equal(await pressed(page), 4);
  await page.getByRole("button", { name: "4 of 5" }).click();
  await eventually(async () => assert.equal(await pressed(page), 0));
});

scenario("[C7] tags are added with Enter and removed with X", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  const entry = page.getByLabel("Add tag");
  await entry.fill("chimney");
  await entry.press("Enter");
  await sees(page.locator("#tags .chip"), "chimney");
  await page.getByLabel("Add tag").fill("VIP");
  await page.getByLabel("Add tag").press("Enter");
  await sees(page.locator("#tags .chip"), /^vip/); // the one that is there
  await page.getByRole("button", { name: "Remove tag chimney" }).click();
  await has_no(page.locator("#tags .chip", { hasText: "chimney" }));
  await page.reload();
  assert.equal(await page.locator("#tags .chip").count(), 1);
  await page.locator("#tags .chip a").click();
  await path_is(page, /^\/clients\?tags=\d+$/);
});

scenario("[C7] tags are renamed, merged and deleted for all clients", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { tags: "slate roof, slate-roof" }).catch(async () => {
    const ids = [];
    for (const name of ["slate roof", "slate-roof"]) ids.push((await office.make("tags", { name })).id);
    return made_client(office, { tags: ids });
  });
  await page.goto("/settings/tags");
  const line = (name) => page.locator("li", { has: page.locator(".chip", { hasText: new RegExp(`^${name}$`) }) });
  await line("slate-roof").locator("summary").click();
  await line("slate-roof").getByLabel("Merge into").selectOption({ label: "slate roof" });
  await line("slate-roof").getByRole("button", { name: "Merge" }).click();
  await sees(toast(page), "Merged");
  assert.equal(await line("slate-roof").count(), 0);
  await line("slate roof").locator("summary").click();
  await line("slate roof").getByLabel("Name").fill("Slate");
  await line("slate roof").getByLabel("Colour").selectOption({ label: "Green" });
  await line("slate roof").getByRole("button", { name: "Save" }).click();
  await sees(toast(page), "Saved");
  await page.goto(`/clients/${id}`);
  await sees(page.locator("#tags .chip-green"), "Slate");
  assert.equal(await page.locator("#tags .chip").count(), 1);
  await page.goto("/settings/tags");
  await line("Slate").locator("summary").click();
  await line("Slate").getByRole("link", { name: "Delete" }).click();
  await sees(page.locator("main"), /1 client/);
  await page.getByRole("button", { name: "Delete" }).click();
  await sees(toast(page), "Deleted");
  await page.goto(`/clients/${id}`);
  assert.equal(await page.locator("#tags .chip").count(), 0);
});

scenario("[K1] [K2] [K3] [K5] contacts: a new one, an existing one, primary, remove", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  const other = await made_client(office);
  await page.goto(`/clients/${id}/contacts`);
  await page.getByRole("link", { name: "New contact" }).last().click();
  await sees(page.getByRole("heading", { level: 2, name: "New contact" }), "New contact"); // the client stays in view
  await page.getByLabel("Name", { exact: true }).fill("Carla Contact");
  await page.getByRole("button", { name: "Save" }).last().click();
  await page
    .locator(".field-error, .alert-danger li")
    .filter({ hasText: /e-mail|phone/i })
    .first()
    .waitFor(); // [K1]
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Carla Contact");
  await page.getByLabel("Phone", { exact: true }).fill("5550 8001");
  await page.locator("#tabs").getByLabel("Description", { exact: true }).fill("Buyer");
  await page.locator("#tabs").getByRole("button", { name: "Save" }).click();
  await path_is(page, `/clients/${id}/contacts`);
  const row = (name) => page.locator("#list tbody tr", { hasText: name });
  await sees(row("Carla Contact"), "Primary contact");

  await office.make("contacts", { name: "Emil Existing", email: "emil@existing.example" });
  const picker = page.getByLabel("A contact that is already here");
  await picker.fill("Emil Existing");
  await page.locator(".add-row").getByRole("button", { name: "Add contact" }).click();
  await sees(row("Emil Existing"), "emil@existing.example");

  assert.equal(await row("Carla Contact").getByRole("button", { name: "Remove" }).count(), 0, "the primary one stays");
  await row("Emil Existing").getByRole("button", { name: "Make primary" }).click();
  await sees(row("Emil Existing"), "Primary contact");
  await path_is(page, `/clients/${id}/contacts`);
  await row("Carla Contact").getByRole("button", { name: "Remove" }).click();
  await has_no(row("Carla Contact"));

  // One contact, two clients: what changes here changes there.
  await page.goto(`/clients/${other.id}/contacts`);
  await picker.fill("emil@existing.example");
  await page.locator(".add-row").getByRole("button", { name: "Add contact" }).click();
  await sees(row("Emil Existing"), "Emil Existing");
  await row("Emil Existing").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Phone", { exact: true }).fill("5550 8002");
  await page.locator("#tabs").getByRole("button", { name: "Save" }).click();
  await sees(toast(page), "Saved");
  await path_is(page, `/clients/${other.id}/contacts`);
  await page.goto(`/clients/${id}/contacts`);
  await sees(row("Emil Existing").locator("a[href^='tel:']"), "5550 8002");

  await picker.fill("nobody of that name");
  await page.locator(".add-row").getByRole("button", { name: "Add contact" }).click();
  await sees(page.locator(".field-error"), "is not a contact");
});

scenario("[P7] notes: Ctrl+Enter, Markdown, pin, edit, bin", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  const notepad = page.getByLabel("Add a note");
  await notepad.fill("First: see https://example.com and **do not** ring");
  await notepad.press("Control+Enter");
  await sees(toast(page), "Note added");
  await path_is(page, `/clients/${id}`);
  await page.goto(`/clients/${id}/notes`);
  const note = (text) => page.locator("#tabs article.note, .profile-main article.note", { hasText: text });
  await sees(note("First").locator("strong"), "do not");
  await sees(note("First").locator("a[href='https://example.com']"), "https://example.com");
  await notepad.fill("Second");
  await page.locator("#notepad").getByRole("button", { name: "Bold" }).click();
  await notepad.press("Control+Enter");
  await sees(note("Second"), "Second");
  const order = () => page.locator(".profile-main article.note").allInnerTexts();
  assert.match((await order())[0], /Second/);
  await note("First").getByRole("button", { name: "Pin" }).click();
  await sees(note("First"), "Pinned");
  assert.match((await order())[0], /First/);
  await note("Second").getByRole("link", { name: "Edit" }).click();
  await page.locator("#tabs textarea[name=text]").fill("Second, but better");
  await page.locator("#tabs").getByRole("button", { name: "Save" }).click();
  await sees(note("Second"), "but better");
  await note("Second").getByRole("button", { name: "Delete" }).click();
  await has_no(note("Second"));
  await path_is(page, `/clients/${id}/notes`);
  assert.equal((await order()).length, 1);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await sees(note("Second"), "but better");
});

scenario(
  "[P7] somebody else's note can be read, not changed",
  { as: "staff", refused: [403] },
  async ({ page, office }) => {
    const { id } = await made_client(office);
    const note = await office.make("notes", { client: id, text: "By Ana" });
    await page.goto(`/clients/${id}/notes`);
    await sees(page.locator("article.note"), "By Ana");
    assert.equal(await page.locator("article.note").getByRole("button").count(), 0);
    await page.goto(`/notes/${note.id}/edit`);
    await sees(page.locator(".error-status"), "403");
  },
);

scenario("[P6] a list in a client's page is filtered where it stands", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  for (const text of ["Gate code 4711", "Dog in the yard"]) await office.make("notes", { client: id, text });
  await page.goto(`/clients/${id}/notes`);
  await page.getByLabel("Search in this list").fill("gate");
  await has_no(page.locator("#list article.note", { hasText: "Dog" }));
  await sees(page.locator("#list article.note"), "Gate code");
  await sees(page.locator("#list-total"), "1");
  await path_is(page, `/clients/${id}/notes?q=gate`);
  await sees(page.getByRole("heading", { level: 1 }), /./);
});

scenario(
  "[C8] a custom field is defined, then stands in form, profile, list filter and export",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto("/settings/fields");
    await page.getByRole("link", { name: "New field" }).click();
    await page.getByLabel("Label", { exact: true }).fill("Roof kind");
    await page.getByLabel("Type", { exact: true }).selectOption({ label: "Choice" });
    await page.getByLabel("Choices", { exact: true }).fill("Slate\nThatch\nTin");
    await page.getByRole("button", { name: "Save" }).click();
    await path_is(page, "/settings/fields");
    await sees(page.locator(".lines"), "Roof kind");

    await page.goto(`/clients/${id}/edit`);
    await page.getByLabel("Roof kind").selectOption({ label: "Thatch" });
    await page.getByRole("button", { name: "Save" }).click();
    await path_is(page, `/clients/${id}`);
    await page.goto(`/clients/${id}/details`);
    await sees(value(page, "Roof kind"), "Thatch");
    await value(page, "Roof kind").getByRole("link", { name: /^Edit/ }).click();
    await value(page, "Roof kind").getByRole("combobox").selectOption({ label: "Tin" });
    await value(page, "Roof kind").getByRole("button", { name: "Save" }).click();
    await has_no(value(page, "Roof kind").getByRole("combobox"));
    await sees(value(page, "Roof kind"), "Tin");

    await page.goto("/clients");
    await filter_by(page, "Roof kind", "Tin");
    await path_is(page, /roof_kind=/);
    await eventually(async () => assert.equal(await page.locator("tbody tr").count(), 1));
    const text = await office.command("export", "--kind", "clients");
    assert.match(text.split(/\r?\n/)[0], /Roof kind|roof_kind/);
    assert.match(text, /Tin/);

    await page.goto("/settings/fields");
    await page.getByRole("link", { name: "Delete: Roof kind" }).click();
    await sees(page.locator("main"), /1 client/);
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.goto(`/clients/${id}/details`);
    assert.equal(await page.locator("dt", { hasText: "Roof kind" }).count(), 0);
  },
);

scenario(
  "[U2] read-only sees no way to edit, and gets 403 by address",
  { as: "read_only", refused: [403] },
  async ({ page, office, context }) => {
    const { id } = await made_client(office, { phone: "5550 9000", description: "Look, do not touch" });
    await page.goto("/clients");
    await sees(page.locator("tbody tr"), /./);
    for (const name of ["New", "New client", "Import"])
      assert.equal(await page.locator("main, header").getByRole("link", { name, exact: true }).count(), 0, name);
    await page.goto(`/clients/${id}`);
    await sees(page.locator("main"), "Look, do not touch");
    assert.equal(await page.locator("main form:not(.rating), main [data-edit], main button:not(.copy)").count(), 0);
    for (const name of ["Edit", "Delete", "New contact"])
      assert.equal(await page.locator("main").getByRole("link", { name }).count(), 0, name);
    for (const path of [
      "/clients/new",
      `/clients/${id}/edit`,
      `/clients/${id}/values/phone`,
      `/clients/${id}/delete`,
      `/clients/${id}/contacts/new`,
      "/import",
      "/settings/users",
      "/settings/tags",
      "/settings/fields",
      "/settings/status",
    ]) {
      const response = await page.goto(path);
      assert.equal(response.status(), 403, path);
      await sees(page.locator(".error-status"), "403");
    }
    await page.goto("/clients");
    const csrf = await page.locator("meta[name=csrf]").getAttribute("content");
    for (const [path, form] of [
      [`/clients/${id}`, { phone: "1" }],
      [`/clients/${id}/rate`, { rating: "5" }],
      [`/clients/${id}/add_tag`, { tag: "vip" }],
      [`/clients/${id}/notes`, { text: "no" }],
      [`/clients/${id}/archive`, {}],
    ]) {
      const response = await context.request.post(path, { form: { csrf, ...form }, headers: { origin: office.url } });
      assert.equal(response.status(), 403, path);
    }
  },
);

scenario(
  "[U2] [U3] an admin adds a person, who signs in with the one-time password; disabling shuts the door",
  {},
  async ({ page, office }) => {
    await page.goto("/settings/users");
    await page.getByRole("link", { name: "New person" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Nina New");
    await page.getByLabel("E-mail", { exact: true }).fill("nina@office.example");
    await page.getByLabel("Role", { exact: true }).selectOption({ label: "Staff" });
    await page.getByRole("button", { name: "Save" }).click();
    const secret = (await page.locator(".secret").innerText()).trim();
    assert.ok(secret.length >= 16);
    await page.reload();
    const nina = await visit(office);
    await nina.page.goto("/login");
    await nina.page.getByLabel("E-mail").fill("nina@office.example");
    await nina.page.getByLabel("Password").fill(secret);
    await nina.page.getByRole("button", { name: "Sign in" }).click();
    await path_is(nina.page, /^\/(clients|account)/);
    await page.goto("/settings/users");
    const line = page.locator("li", { hasText: "nina@office.example" }).first();
    await line.locator("summary").click();
    await line.getByRole("link", { name: "Disable" }).click();
    await page.getByRole("button", { name: "Disable" }).click();
    await sees(page.locator("li", { hasText: "nina@office.example" }), "disabled");
    await nina.page.goto("/clients");
    await path_is(nina.page, /^\/login/);
    await nina.done();
    await page.goto("/settings/permissions");
    await sees(page.locator("table"), "Manage users");
  },
);

scenario("[U8] what was done is taken back from its message, and from the history", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Undone", last_name: "Once" });
  await page.goto(`/clients/${id}`);
  await more(page);
  await page.getByRole("button", { name: "Archive" }).click();
  await sees(toast(page), "Archived");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await sees(toast(page), "Taken back");
  assert.equal((await office.api("GET", `clients/${id}`)).status, "active");
  await path_is(page, `/clients/${id}`);
  await page.goto(`/clients/${id}/history`);
  await page.locator(".events li").first().getByRole("button", { name: "Undo" }).click();
  await sees(toast(page), "Taken back");
  assert.equal((await office.api("GET", `clients/${id}`)).status, "archived");
  await path_is(page, `/clients/${id}/history`);
});

scenario("[U8] a deleted client comes back", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Back", last_name: "Again" });
  await office.make("notes", { client: id, text: "Still here" });
  await page.goto(`/clients/${id}/delete`);
  await page.getByLabel("To go on, type the name").fill("Again, Back");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await sees(toast(page), "Deleted");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await sees(toast(page), "Taken back");
  await page.goto(`/clients/${id}`);
  await sees(page.locator("main"), "Still here");
});

scenario("[U8] [S7] a deleted client is erased for good, and its name with it", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Forget", last_name: "Menot" });
  await page.goto(`/clients/${id}/delete`);
  await page.getByLabel("To go on, type the name").fill("Menot, Forget");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await sees(toast(page), "Deleted");
  await page.goto("/history");
  const deleted = page.locator(".events li").filter({ hasText: "Menot, Forget" }).first();
  await deleted.getByRole("link", { name: "Erase for good …" }).click();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await sees(toast(page), "Erased for good");
  await page.goto("/history");
  await sees(page.locator("main h1"), "History");
  assert.equal(await page.getByText("Menot, Forget").count(), 0);
});

for (const [name, size] of Object.entries({
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
}))
  scenario(
    `[P1] the first screen of a client says how to reach it and takes a note, on a ${name}`,
    {},
    async ({ page, office }) => {
      const { id } = await made_client(office, {
        phone: "5550 9000",
        email: `${name}.screen@example.com`,
        billing_address: { street: "High Street 5", city: "Leeds", postcode: "LS1 1AA" },
      });
      await page.setViewportSize(size);
      await page.goto(`/clients/${id}`);
      const bar = name === "phone" ? (await page.locator(".side").boundingBox()).height : 0;
      const parts = [
        page.getByRole("heading", { level: 1 }),
        page.locator("#value-phone a[href^='tel:']"),
        page.locator("#value-email a[href^='mailto:']"),
        page.getByText("High Street 5").first(),
        page.getByLabel("Add a note"),
      ];
      for (const part of parts) {
        const { y, height } = await part.boundingBox();
        assert.ok(y >= 0 && y + height <= size.height - bar, `${part} ends at ${y + height}`);
      }
    },
  );
