import { strict as assert } from "node:assert";
import { made_client, more, path_is, sees, toast } from "../support/steps.mjs";
import { scenario } from "../support/scenario.mjs";

scenario(
  "[C11] two clients that are one are merged field by field, and told apart again",
  {},
  async ({ page, office }) => {
    const gone = await made_client(office, { first_name: "Mira", last_name: "Twice", phone: "555 8123" });
    const kept = await made_client(office, { first_name: "Mirabel", last_name: "Twice" });
    await office.make("notes", { client: gone.id, text: "Rang about the hedge" });
    await page.goto(`/clients/${gone.id}`);
    await more(page);
    await page.getByRole("link", { name: "Merge" }).click();
    await page.getByLabel("Merge into").fill("nobody at all");
    await page.getByRole("button", { name: "Continue" }).click();
    await sees(page.locator(".field-error"), "is not a client");
    await page.getByLabel("Merge into").fill(kept.email);
    await page.getByRole("button", { name: "Continue" }).click();
    await sees(page.locator("main"), "555 8123");
    await sees(page.locator("main"), "1 note");
    await page
      .getByRole("row", { name: /First name/ })
      .getByLabel("Mira", { exact: true })
      .check();
    await page.getByRole("button", { name: "Merge" }).click();
    await path_is(page, `/clients/${kept.id}`);
    await sees(page.locator("h1"), "Mira Twice");
    await sees(page.locator("main"), "Rang about the hedge");
    await page.goto(`/clients/${gone.id}/notes`);
    await path_is(page, `/clients/${kept.id}/notes`);
    await sees(toast(page), "was merged into this one on");
    await page.goto(`/clients/${kept.id}/history`);
    const merged = page.locator(".events > li").first();
    await sees(merged, `merged this with Twice, Mira (${gone.id}): 1 note moved`);
    assert.equal(await merged.locator("li").first().isVisible(), false);
    await merged.locator("summary").press("Enter");
    await sees(merged.locator("li").first(), /First name|note/);
    await merged.getByRole("button", { name: "Undo" }).click();
    await sees(page.locator(".events > li").first(), "took back the merge with");
    await page.goto(`/clients/${gone.id}`);
    await sees(page.locator("h1"), "Mira Twice");
    assert.equal((await office.api("GET", `clients/${kept.id}`)).first_name, "Mirabel");
  },
);

scenario("[H1] a hold says why, stops what goes out, and is released", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  await more(page);
  await page.getByRole("link", { name: "Put on hold" }).click();
  await page.getByLabel("Reason").fill(" ");
  await page.getByRole("button", { name: "Put on hold" }).click();
  await sees(page.locator(".field-error"), "Enter a reason.");
  await page.getByLabel("Reason").fill("Two invoices are overdue");
  await page.getByRole("button", { name: "Put on hold" }).click();
  await path_is(page, `/clients/${id}`);
  await sees(page.locator(".hold"), "Two invoices are overdue");
  await page.locator(".hold").getByRole("link", { name: "Release" }).click();
  await page.getByRole("button", { name: "Release" }).click();
  await path_is(page, `/clients/${id}`);
  assert.equal(await page.locator(".hold").count(), 0);
  await sees(page.locator(".figures"), "1");
});

scenario(
  "[U8] what somebody deleted meanwhile is put back, and nothing that was typed is lost",
  { refused: [404] },
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "Dea", last_name: "Gone" });
    await page.goto(`/clients/${id}/edit`);
    await page.getByLabel("Phone", { exact: true }).fill("555 9988");
    await office.ask("DELETE", `clients/${id}`, { "If-Match": "*" });
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".error-page"), "deleted “Gone, Dea”");
    await sees(page.locator(".error-page"), "555 9988");
    await page.getByRole("button", { name: "Put it back" }).click();
    await page.goto(`/clients/${id}`);
    await sees(page.locator("h1"), "Dea Gone");
  },
);
