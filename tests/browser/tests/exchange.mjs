import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { made_client, more, sees } from "../support/steps.mjs";

const cards = [
  [
    "N:Bee;Ann;;;",
    "FN:Ann Bee",
    "EMAIL:ann@bee.example",
    "TEL;TYPE=CELL:+44 7700 900101",
    "TEL;TYPE=FAX:+44 113 4960001",
  ],
  ["N:Öhl;Bea;;;", "FN:Bea Öhl", "EMAIL:bea@bee.example", "ORG:Bee Ltd", "NOTE:first line\\nsecond line"],
]
  .map((lines) => ["BEGIN:VCARD", "VERSION:3.0", ...lines, "END:VCARD", ""].join("\r\n"))
  .join("");

/** Of its own: what is imported stays in it. */
const office_of_a_phone = () => Office.start();

async function upload(page, name) {
  await page.goto("/import");
  await page
    .getByLabel("CSV file or contact cards")
    .setInputFiles({ name, mimeType: "text/vcard", buffer: Buffer.from(cards) });
  await page.getByRole("button", { name: "Continue" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Columns");
}

async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const starts_as_zip = (bytes) => assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\x03\x04");

scenario(
  "[E1] contacts of a phone: looked at, checked, imported; the next file is mapped as this one was",
  { office: office_of_a_phone },
  async ({ page, office }) => {
    await upload(page, "phone.vcf");
    assert.equal(await page.getByLabel("Between cells").count(), 0);
    await page.getByLabel("Phone", { exact: true }).selectOption({ label: "Other phone" });
    await page.getByRole("button", { name: "Check without importing" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Check");
    await sees(page.locator("tbody"), /Bee, Ann/);
    await page.getByRole("button", { name: /^Import 2/ }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Imported");
    const { items } = await office.api("GET", "clients?q=ann");
    assert.equal(items[0].other_phone, "+44 7700 900101");
    assert.match(items[0].description, /Fax: \+44 113 4960001/);

    await upload(page, "phone again.vcf");
    await sees(page.getByRole("status"), /as you chose them the last time/);
    await page.getByRole("button", { name: "Guess them anew" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Columns");
    const phone = page.getByLabel("Phone", { exact: true });
    assert.equal(await phone.evaluate((select) => select.selectedOptions[0].text), "Phone");
  },
);

scenario("[E2] a list goes out as contact cards, from a menu beside the CSV", {}, async ({ page }) => {
  await page.goto("/clients?q=callahan");
  await page.locator("#list-cards summary").click();
  const cards = await downloaded(page, page.getByRole("link", { name: "Contact cards (vCard 4.0)" }));
  assert.equal(cards.name, "clients.vcf");
  assert.match(cards.bytes.toString(), /^BEGIN:VCARD\r\nVERSION:4\.0\r\n/);
  await page.getByLabel("Search in this list").fill("zzzz");
  await page.locator("#list-cards a[href*=zzzz]").first().waitFor({ state: "attached" });
});

scenario("[S7] all about a client is a file to take along", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Nadja", last_name: "Takeaway" });
  await page.goto(`/clients/${id}`);
  await more(page);
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Takeaway");
  const archive = await downloaded(page, page.getByRole("link", { name: "All that is kept" }));
  assert.match(archive.name, /Takeaway.*\.zip$/);
  starts_as_zip(archive.bytes);
  assert.ok(archive.bytes.includes("history.json"));
  assert.ok(archive.bytes.includes("Nadja"));
  await page.goto("/settings");
  await page.getByRole("link", { name: "Export everything" }).click();
  const everything = await downloaded(page, page.getByRole("link", { name: "All records and files" }));
  assert.equal(everything.name, "clientbox.zip");
  starts_as_zip(everything.bytes);
});
