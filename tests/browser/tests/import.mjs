import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { client, clients, csv } from "../support/clients.mjs";
import { new_office, scenario } from "../support/scenario.mjs";
import { eventually, path_is, sees } from "../support/steps.mjs";

/** 300 rows; three of them wrong, one twice. */
function old_list() {
  const rows = clients(300).map((row) => ({ ...row, Fax: "none" }));
  const nothing = Object.fromEntries(Object.keys(rows[0]).map((title) => [title, ""]));
  for (const wrong of [10, 20, 30]) rows[wrong] = { ...nothing, City: "Nowhere" };
  rows[40] = { ...rows[39], "E-mail": rows[39]["E-mail"].toUpperCase() };
  return csv(rows);
}

async function upload(page, office, text, name = "old list.csv") {
  await page.goto("/import");
  await page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Continue" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Columns");
}

const count = (page, label) => page.locator(".figures div", { hasText: label }).locator("dd").innerText();

scenario(
  "[E1] a CSV file of 300 clients: columns guessed, dry run, import, the rows that failed",
  { office: new_office },
  async ({ page, office }) => {
    await upload(page, office, old_list());
    await sees(page.getByText("rows"), "300");
    const goes_to = (title) =>
      page.getByLabel(title, { exact: true }).evaluate((select) => select.selectedOptions[0].text);
    assert.match(await goes_to("First Name"), /First name/);
    assert.match(await goes_to("E-mail"), /E-mail/);
    assert.match(await goes_to("City"), /City/);
    assert.match(await goes_to("Notes"), /Description/);
    assert.match(await goes_to("Fax"), /text/i);
    assert.equal(await page.getByLabel("Encoding").inputValue(), "utf-8");
    await page.getByRole("button", { name: "Check without importing" }).click();

    await sees(page.getByRole("heading", { level: 1 }), "Check");
    assert.equal(await count(page, "Create"), "296");
    assert.equal(await count(page, "Error"), "3");
    assert.equal((await office.api("GET", "clients")).items.length, 0); // nothing yet
    await page.getByRole("link", { name: /^Error/ }).click();
    await sees(page.locator("tbody tr"), /Enter an e-mail address\./);
    assert.equal(await page.locator("tbody tr").count(), 3);

    await page.getByRole("link", { name: "Change columns" }).click();
    assert.match(await goes_to("Fax"), /text/i);
    await page.getByLabel("Fax", { exact: true }).selectOption({ label: "Reference" });
    await page.getByRole("button", { name: "Check without importing" }).click();
    assert.equal(await count(page, "Create"), "296");

    await page.getByRole("button", { name: /^Import 296/ }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Imported");
    assert.equal(await count(page, "Create"), "296");
    assert.equal(await count(page, "Failed"), "3");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Rows that failed" }).click(),
    ]);
    const failed = await readFile(await download.path(), "utf8");
    assert.equal(failed.trim().split(/\r?\n/).length, 4);
    assert.match(failed, /Nowhere/);

    await page.getByRole("link", { name: "Show them" }).click();
    await path_is(page, /^\/clients/);
    await sees(page.getByRole("heading", { level: 1 }), "296");
    await page.goto("/clients?q=client296@example.com");
    await page.locator("a[data-row]").click();
    await sees(page.locator("body"), "296 Long Street");
    await sees(page.locator("#tags"), "roof");
  },
);

scenario(
  "[E1] a second import of the same people skips or updates them, as chosen",
  { office: new_office },
  async ({ page, office }) => {
    const rows = [1001, 1002].map(client);
    for (const verb of ["Skip the row", "Update it"]) {
      await upload(page, office, csv(rows), "first.csv");
      await page.getByRole("button", { name: "Check without importing" }).click();
      if (verb === "Skip the row") {
        await page.getByRole("button", { name: /^Import 2/ }).click();
        await sees(page.getByRole("heading", { level: 1 }), "Imported");
      }
      await upload(
        page,
        office,
        csv(rows.map((row) => ({ ...row, City: verb === "Update it" ? "Ghent" : "Nowhere" }))),
      );
      await page.getByLabel(verb).check();
      await page.getByRole("button", { name: "Check without importing" }).click();
      await eventually(async () => assert.equal(await count(page, verb === "Update it" ? "Update" : "Skip"), "2"));
      if (verb === "Update it") await page.getByRole("button", { name: /^Import 2/ }).click();
    }
    await sees(page.getByRole("heading", { level: 1 }), "Imported");
    const found = await office.api("GET", "clients?q=client1001@example.com");
    assert.equal(found.items[0].billing_address.city, "Ghent");
  },
);

scenario("[E1] a file that is no CSV file is refused with words", { office: new_office }, async ({ page }) => {
  await page.goto("/import");
  await page.getByLabel("CSV file").setInputFiles({
    name: "picture.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 3]),
  });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator(".field-error").first().waitFor();
});

scenario(
  "[E1] how a file is read can be changed, and what was kept as text is told",
  { office: new_office },
  async ({ page, office }) => {
    const text =
      "Our list;;;;\nFirst name;Last name;E-mail;Client since;Status\nAnn;Bee;ann@r.example;03/04/2024;Kunde\n";
    await upload(page, office, text);
    assert.equal(await page.getByLabel("Row that names the columns").inputValue(), "2");
    await page.getByLabel("Days like 3/4/2026").selectOption("day");
    await page.getByLabel("Status: kunde").selectOption("archived");
    await page.getByRole("button", { name: "Read it again" }).click();
    assert.equal(await page.getByLabel("Days like 3/4/2026").inputValue(), "day");
    await page.getByRole("button", { name: "Check without importing" }).click();
    assert.equal(await count(page, "Create"), "1");
    await page.getByRole("button", { name: "Import 1 client" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Imported");
    const [ann] = (await office.api("GET", "clients?q=ann@r.example")).items;
    assert.equal(ann.client_since, "2024-04-03");
    assert.equal(ann.status, "archived");
    await upload(page, office, "First name,Last name,E-mail,Phone\nBob,Cee,bob@r.example,ask at the desk\n");
    await page.getByRole("button", { name: "Check without importing" }).click();
    await sees(page.locator("tbody tr"), /not a phone number \(kept as text\)/);
    await page.getByRole("button", { name: "Import 1 client" }).click();
    await page.getByRole("link", { name: "Rows with remarks (1)" }).click();
    await sees(page.locator("tbody tr"), /kept as text/);
  },
);
