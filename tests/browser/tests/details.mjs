import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { path_is, sees, toast } from "../support/steps.mjs";

/** Another than that of the imports, which count its clients. */
const own_office = () => Office.start();
const field = (page, label) => page.getByLabel(label, { exact: true });

scenario("[C2] an organisation is asked for its name, a person for theirs", {}, async ({ page }) => {
  await page.goto("/clients/new");
  await field(page, "First name").waitFor();
  assert.ok(!(await field(page, "Organisation name").isVisible()));
  await field(page, "Type").selectOption({ label: "Organisation" });
  await field(page, "Organisation name").waitFor();
  assert.ok(!(await field(page, "First name").isVisible()));
  assert.ok(!(await field(page, "Last name").isVisible()));
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.locator(".field-error"), "Enter the name of the organisation.");
  assert.ok(!(await field(page, "First name").isVisible()));
  await field(page, "Organisation name").fill("Old Mill");
  await field(page, "Website").fill("https://mill.example");
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Old Mill");
});

scenario(
  "[C2] [C5] who comes in without an e-mail address is kept, and incomplete until the office says that a phone will do",
  { office: own_office },
  async ({ page }) => {
    await page.goto("/clients/new");
    await field(page, "First name").fill("Walk");
    await field(page, "Last name").fill("Inn");
    await field(page, "Phone").fill("+49 351 4567");
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "Enter an e-mail address.");
    await page.getByLabel("Details may follow").check();
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".profile-name"), "Incomplete: E-mail");
    await page.goto("/clients?incomplete=yes");
    await sees(page.locator("tbody tr"), /Inn, Walk.*Incomplete: E-mail/s);

    await page.goto("/settings");
    await page.getByRole("link", { name: "What a client must have" }).click();
    await field(page, "How a person can be reached").selectOption({ label: "An e-mail address or a phone number" });
    await page.getByRole("button", { name: "Save" }).click();
    await sees(toast(page), "Saved");
    await page.goto("/clients?incomplete=yes");
    await sees(page.locator("main"), "Nothing found");
  },
);

scenario(
  "[E1] companies come in from their own list, with the file that is given as an example",
  { office: own_office },
  async ({ page, office }) => {
    await page.goto("/companies");
    await page.getByRole("link", { name: "Import", exact: true }).last().click();
    await path_is(page, "/import?kind=companies");
    await sees(page.getByRole("heading", { level: 1 }), "Import: Companies");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "A file as an example" }).click(),
    ]);
    const example = await readFile(await download.path());
    await page.getByLabel("CSV file").setInputFiles({ name: "ours.csv", mimeType: "text/csv", buffer: example });
    await page.getByRole("button", { name: "Continue" }).click();
    await sees(page.locator(".page-head"), "Companies · ours.csv");
    await page.getByRole("button", { name: "Check without importing" }).click();
    await page.getByRole("button", { name: "Import 1 company" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Imported");
    await page.getByRole("link", { name: "Show them" }).click();
    await path_is(page, /^\/companies\?sort=-created/);
    assert.equal((await office.api("GET", "companies")).items.length, 1);
  },
);
