// Every page, for tests and pictures of all of them.
import { client, csv } from "./clients.mjs";
import { made_client } from "./steps.mjs";

/** Makes what the pages show; gives [name, path, { as, open }]: `open` does what a path alone cannot. */
export async function every_page(office) {
  const found = await office.api("GET", "clients?q=client90@example.com");
  const { id } = found.items[0];
  const company = (await office.api("GET", "companies?q=mosley")).items[0];
  const contact = await office.make("contacts", {
    name: "Selma Öhlund",
    email: "selma@example.com",
    phone: "+46 8 5550 1234",
    position: "Property manager",
    clients: [id, (await made_client(office, { first_name: "Lars", last_name: "Öhlund" })).id],
  });
  await office.make("contacts", { name: "Guard's desk", phone: "5550 77", position: "Gate 2", clients: [id] });
  const note = await office.make("notes", {
    client: id,
    pinned: true,
    text: "## Key\n\nUnder the *third* stone.\n\n- ring twice\n- wait",
  });
  await office.make("notes", {
    client: id,
    text: "Asked for an offer: https://example.com/a/rather/long/address/that/does/not/break?with=a&query=too",
  });
  const document = await office.send("documents", { about: `client:${id}` }, "Ground plan of the first floor.txt");
  const field = await office
    .make("custom_fields", { label: "Industry", type: "choice", choices: "Trade\nCrafts" })
    .catch(() => ({ id: 1 }));
  const tree = await office.make("assets", {
    client: id,
    kind: 1,
    title: "Lime at the gate",
    condition: "poor",
    position: { lat: 48.137, lon: 11.575 },
  });
  const today = new Date().toISOString().slice(0, 10);
  const task = await office.make("tasks", {
    title: "Call back about the ground plan",
    client: id,
    assignee: 1,
    due: today,
    appointment: { date: today, start: "14:00", end: "15:30", place: "12 Mill Lane" },
  });
  await office.make("tasks", { title: "Order stamps", client: null });
  const tender = await office.make("tenders", {
    client: id,
    title: "Trees of the town hall",
    value: 12000,
    due: today,
  });
  await office.make("feedbacks", { client: id, stars: 4, text: "Pays on time." });
  const double = await made_client(office, { first_name: "Lars", last_name: "Öhlundh", phone: "555 123" });
  const held = await made_client(office);
  await office.api("POST", `clients/${held.id}/put_on_hold`, { reason: "Two invoices are overdue" });
  const view = await office
    .make("saved_views", {
      list: "clients",
      name: "Busy ones",
      filters: [{ field: "status", value: "active" }],
      owner: 1,
    })
    .catch(() => ({ id: 1 }));
  const everything = [
    ["settings map", "/settings/map"],
    ["settings addresses", "/settings/addresses"],
    ["today", "/today"],
    ["tasks", "/tasks"],
    ["task", `/tasks/${task.id}`],
    ["task new", "/tasks/new"],
    ["task reschedule", `/tasks/${task.id}/reschedule`],
    ["tenders", "/tenders"],
    ["tender", `/tenders/${tender.id}`],
    ["client tasks", `/clients/${id}/tasks`],
    ["client inventory", `/clients/${id}/assets`],
    ["client inventory new", `/clients/${id}/assets/new?kind=1`],
    ["inventory", "/assets?kind=1"],
    ["inventory item", `/assets/${tree.id}`],
    ["kinds of items", "/asset_kinds"],
    ["kind of items", "/asset_kinds/1"],
    ["client tenders", `/clients/${id}/tenders`],
    ["client feedback", `/clients/${id}/feedbacks`],
    ["client on hold", `/clients/${held.id}`],
    ["client put on hold", `/clients/${id}/put_on_hold`],
    ["holds", "/holds"],
    ["client merge", `/clients/${double.id}/merge`],
    ["client merge compared", `/clients/${double.id}/merge?into=${id}`],
    ["login", "/login", { as: undefined }],
    ["login refused", "/login", { as: undefined, open: sign_in_wrongly }],
    ["clients", "/clients"],
    ["clients filtered", "/clients?q=k%C3%B6ln&status=active"],
    ["clients nothing found", "/clients?q=zzzzzz"],
    ["clients filters", "/clients/filters?status=active"],
    ["clients filter", "/clients/filters?status=active&filter.field=tags"],
    ["clients filter wrong", "/clients/filters?client_since.from=soon&filter.field=client_since"],
    ["clients columns", "/clients/columns"],
    ["clients filter open", "/clients?tags=1", { open: open_a_filter }],
    ["clients chosen", "/clients", { open: choose_some }],
    ["clients wrong address", "/clients?colour=red"],
    ["clients palette", `/clients/${id}`, { open: open_palette }],
    ["clients keys", "/clients", { open: open_keys }],
    ["palette", `/palette?q=a&from=/clients/${id}`],
    ["clients view", `/clients?view=${view.id}`],
    ["clients view changed", `/clients?status=prospect&sort=name&view=${view.id}`],
    ["clients views", "/clients/views"],
    ["clients view name", `/clients/views/${view.id}`],
    ["clients bulk field", `/clients/bulk?bulk.verb=change&bulk.id=${id}`],
    ["clients bulk change", `/clients/bulk?bulk.verb=change&bulk.id=${id}&bulk.field=status`],
    ["clients bulk tag", `/clients/bulk?bulk.verb=add_tag&bulk.id=${id}`],
    ["history", "/history"],
    ["clients live search", "/clients", { open: type_a_search }],
    ["search", "/search?q=callahan"],
    ["search nothing found", "/search?q=zzzzzz"],
    ["client", `/clients/${id}`],
    ["client details", `/clients/${id}/details`],
    ["client contacts", `/clients/${id}/contacts`],
    ["client notes", `/clients/${id}/notes`],
    ["client activity", `/clients/${id}/activity`],
    ["client comment", `/clients/${id}/comments?write=comment`],
    ["client task", `/clients/${id}/activity?kind=tasks&write=task`],
    ["client feedback box", `/clients/${id}/activity?write=feedback`],
    ["client e-mail", `/clients/${id}/activity?write=email`],
    ["client e-mails", `/clients/${id}/messages`],
    ["e-mails", "/messages"],
    ["settings mail", "/settings/mail"],
    ["opt-outs", "/opt_outs"],
    ["opt-out new", "/opt_outs/new"],
    ["comments", "/comments"],
    ["client documents", `/clients/${id}/documents`],
    ["client history", `/clients/${id}/history`],
    ["client value open", `/clients/${id}`, { open: open_the_address }],
    ["client new", "/clients/new"],
    ["client new wrong", "/clients/new", { open: save_nothing }],
    ["client edit", `/clients/${id}/edit`],
    ["client conflict", `/clients/${id}/edit`, { refused: [409], open: (page) => save_over_another(page, office, id) }],
    ["client duplicate", "/clients/new", { open: save_a_double }],
    ["client delete", `/clients/${id}/delete`],
    ["client data", `/clients/${id}/personal-data`],
    ["client contact new", `/clients/${id}/contacts/new`],
    ["notes", "/notes"],
    ["note", `/notes/${note.id}`],
    ["note edit", `/clients/${id}/notes/${note.id}/edit`],
    ["note delete", `/clients/${id}/notes/${note.id}/delete`],
    ["company new", "/companies/new"],
    ["companies", "/companies"],
    ["company", `/companies/${company.id}`],
    ["company clients", `/companies/${company.id}/clients`],
    ["company edit", `/companies/${company.id}/edit`],
    ["contacts", "/contacts"],
    ["contact", `/contacts/${contact.id}`],
    ["contact new", "/contacts/new"],
    ["documents", "/documents"],
    ["document", `/documents/${document.id}`],
    ["document edit", `/documents/${document.id}/edit`],
    ["document new", "/documents/new"],
    ["import", "/import"],
    ["import companies", "/import?kind=companies"],
    ["import columns", "/import", { open: upload }],
    ["import check", "/import", { open: check_upload }],
    ["import done", "/import", { open: import_rows }],
    ["settings", "/settings"],
    ["settings export", "/settings/export"],
    ["settings people", "/settings/users"],
    ["settings person new", "/settings/users/new"],
    ["settings permissions", "/settings/permissions"],
    ["settings tags", "/settings/tags"],
    ["settings currency", "/settings/currency"],
    ["settings clients", "/settings/clients"],
    ["settings fields", "/settings/fields"],
    ["settings field new", "/settings/fields/new"],
    ["settings field delete", `/settings/fields/${field.id}/delete`],
    ["settings status", "/settings/status"],
    ["settings person added", "/settings/users/new", { open: add_person }],
    ["about", "/about"],
    ["account", "/account"],
    ["account tokens", "/account/tokens"],
    ["account second factor", "/account/second-factor"],
    ["account second factor begun", "/account/second-factor", { open: begin_second_factor }],
    ["account confirmation", "/account/confirmation?next=/clients"],
    ["settings tokens", "/settings/tokens"],
    ["settings events", "/settings/events"],
    ["settings changes", "/settings/changes"],
    ["settings sessions", "/settings/users/2/sessions"],
    ["not found", "/nowhere", { refused: [404] }],
    ["client read-only", `/clients/${id}`, { as: "read_only" }],
    ["refused", "/settings/users", { as: "read_only", refused: [403] }],
  ];
  return places(everything);
}

/** What an office sees that has no records yet. */
export const first_pages = () =>
  places([
    ["first today", "/today"],
    ["first tasks", "/tasks"],
    ["first clients", "/clients"],
    ["first companies", "/companies"],
    ["first contacts", "/contacts"],
    ["first tags", "/settings/tags"],
    ["first fields", "/settings/fields"],
  ]);

/** What there is to see before anybody can sign in. */
export const setup_pages = () =>
  places([
    ["setup", "/setup", { as: undefined }],
    ["setup wrong", "/setup", { as: undefined, open: set_up_wrongly }],
  ]);

const places = (list) => list.map(([name, path, options]) => ({ name, path, as: "admin", ...options }));

export async function go({ path, open }, page) {
  await page.goto(path);
  if (open) await open(page);
}

async function sign_in_wrongly(page) {
  await page.getByLabel("E-mail").fill("nobody@office.example");
  await page.getByLabel("Password").fill("not a password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").waitFor();
}

async function open_a_filter(page) {
  await page.locator("[data-filter-add]").click();
  await page.locator("#filter-pop").getByRole("link", { name: "Status", exact: true }).click();
  await page.locator("#filter-pop form").waitFor();
}

async function choose_some(page) {
  for (const row of [0, 2])
    await page
      .getByRole("checkbox", { name: /^Select / })
      .nth(row + 1)
      .check();
}

async function open_palette(page) {
  await page.keyboard.press("Control+k");
  await page.locator("#palette [data-hit]").first().waitFor();
}

async function open_keys(page) {
  await page.keyboard.press("?");
  await page.locator("#keys").waitFor();
}

async function type_a_search(page) {
  await page.locator("#search-field").pressSequentially("calla");
  await page.locator("#search-results [data-hit]").first().waitFor();
}

async function open_the_address(page) {
  await page.locator("#value-billing_address a[data-edit]").click();
  await page.locator("#value-billing_address form").waitFor();
}

async function save_nothing(page) {
  await page.locator("main form[data-guard]").evaluate((form) => (form.noValidate = true));
  await page.getByLabel("E-mail", { exact: true }).fill("client90@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[data-error-summary]").waitFor();
}

async function upload(page) {
  const rows = Array.from({ length: 20 }, (_, index) => client(280 + index * 3));
  rows[3]["E-mail"] = "no address";
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "old list.csv", mimeType: "text/csv", buffer: Buffer.from(csv(rows)) });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("table.mapping").waitFor();
}

async function save_over_another(page, office, id) {
  const { revision } = await office.api("GET", `clients/${id}`);
  await office.api("PATCH", `clients/${id}`, { description: `Likes **green** since revision ${revision}.`, revision });
  await page.getByLabel("Description", { exact: true }).fill("Likes neither.");
  await page.getByLabel("Reference", { exact: true }).fill("A-90");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("table.conflict").waitFor();
}

async function save_a_double(page) {
  await page.getByLabel("First name").fill("Heather");
  await page.getByLabel("Last name").fill("Okafor-Lind");
  await page.getByLabel("E-mail", { exact: true }).fill("heather@okafor-lind.example");
  await page.getByLabel("Phone", { exact: true }).fill(client(90).Phone);
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("[name=save_anyway]").waitFor();
}

async function begin_second_factor(page) {
  const begin = page.getByRole("button", { name: "Begin", exact: true });
  if (await begin.count()) await begin.click();
  await page.locator(".qr").waitFor();
}

async function add_person(page) {
  await page.getByLabel("Name", { exact: true }).fill("Pia Page");
  await page.getByLabel("E-mail", { exact: true }).fill(`pia.${Math.random()}@office.example`);
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Staff" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".secret").waitFor();
}

async function set_up_wrongly(page) {
  await page.getByLabel("Code").fill("WRNG-CODE");
  await page.getByLabel("Name", { exact: true }).fill("Ana Adler");
  await page.getByLabel("E-mail").fill("ana@office.example");
  await page.getByLabel("Password", { exact: true }).fill("a password of ten");
  await page.getByLabel("Password again").fill("another one of ten");
  await page.getByRole("button", { name: "Make the admin" }).click();
  await page.locator(".field-error").first().waitFor();
}

async function import_rows(page) {
  await check_upload(page);
  await page.getByRole("button", { name: /^Import \d/ }).click();
  await page.getByRole("heading", { name: "Imported" }).waitFor();
}

async function check_upload(page) {
  await upload(page);
  await page.getByRole("button", { name: "Check without importing" }).click();
  await page.locator("table.results").waitFor();
}
