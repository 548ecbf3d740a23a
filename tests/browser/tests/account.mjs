import { strict as assert } from "node:assert";
import { made_client, path_is, sees, toast } from "../support/steps.mjs";
import { scenario } from "../support/scenario.mjs";

const card = "4111 1111 1111 1111";
const never = "Clientbox never keeps those";
const set = (office, id, fields) => {
  const headers = { "Content-Type": "application/json", "If-Match": "*" };
  return office.ask("PATCH", `clients/${id}`, headers, JSON.stringify(fields));
};
const tabs = (page) => page.locator("#tabs");

scenario(
  "[P11] staff ask for a change of a client's account, and see what becomes of it",
  { as: "staff" },
  async ({ page, office }) => {
    const { id } = await made_client(office, { vat_id: "DE123456789" });
    await page.goto(`/clients/${id}/details`);
    await tabs(page).getByRole("link", { name: "Account details" }).click();
    await sees(tabs(page), "DE123456789");
    await tabs(page).getByRole("link", { name: "New change request" }).first().click();
    await tabs(page).getByLabel("Field").selectOption("VAT number");
    await tabs(page).getByLabel("New value").fill("none");
    await tabs(page).getByLabel("Reason").fill("They wrote");
    await tabs(page).getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "is not a VAT number");
    await tabs(page).getByLabel("New value").fill("ATU12345678");
    await tabs(page).getByRole("button", { name: "Save" }).click();
    await sees(tabs(page).locator("tbody tr"), "Asked for");

    const [request] = (await office.api("GET", `change_requests?client=${id}`)).items;
    await set(office, id, { vat_id: "DE999999999" });
    await office.api("POST", `change_requests/${request.id}/accept`, { anyway: true, reason: "Seen" });
    await page.reload();
    await sees(tabs(page).locator("tbody tr"), "Accepted");
    assert.equal((await office.api("GET", `clients/${id}`)).vat_id, "ATU12345678");
  },
);

scenario("[P11][U7] what was asked for waits on Today, and is decided there", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Wanda", last_name: "Waits", tax_number: "1/1" });
  await office.make("change_requests", { client: id, field: "tax_number", to: "2/2", reason: "New office" });
  await set(office, id, { tax_number: "3/3" });
  await page.goto("/today");
  const waiting = page.getByRole("region", { name: /^Change requests/ });
  await sees(waiting, "Waits, Wanda");
  await waiting.getByRole("listitem").filter({ hasText: "Waits, Wanda" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "Accept" }).click();
  await sees(page.locator("main"), "From “1/1” to “2/2”: New office");
  await page.getByLabel("Reason").fill("Right");
  await page.getByRole("button", { name: "Accept" }).click();
  await sees(page.locator(".field-error"), "another value now");
  assert.equal(await page.getByLabel("Reason").inputValue(), "Right");
  await page.getByLabel("Set the new value all the same").check();
  await page.getByRole("button", { name: "Accept" }).click();
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await page.goto(`/clients/${id}/change_requests`);
  await sees(tabs(page).locator("tbody tr"), "Asked for");
  await sees(tabs(page).locator(".values"), "3/3");
});

scenario("[P13] a price of a client's own is added, and a second one is refused", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await office.make("services", { name: "Stump grinding", unit: "hour", price: 80 });
  await page.goto(`/clients/${id}`);
  await tabs(page).getByRole("link", { name: "Pricing" }).click();
  const add = async (price, from, to) => {
    await tabs(page).getByRole("link", { name: "New price" }).first().click();
    await tabs(page).getByLabel("Service").fill("Stump grinding");
    await tabs(page).getByLabel("Price").fill(price);
    await tabs(page).getByLabel("From").fill(from);
    await tabs(page).getByLabel("To", { exact: true }).fill(to);
    await tabs(page).getByRole("button", { name: "Save" }).click();
  };
  await add("70", "2020-01-01", "");
  await sees(tabs(page).locator("tbody tr"), "Stump grinding");
  await sees(tabs(page).locator("tbody tr"), "Today");
  await add("75", "2021-01-01", "2021-12-31");
  await sees(page.locator(".field-error"), "A price counts from 2020-01-01 on already.");
  assert.equal(await tabs(page).getByLabel("Price").inputValue(), "75");
});

scenario(
  "[P16] the number of a card is refused where it is typed, and where it is uploaded",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}/cards/new`);
    await tabs(page).getByLabel("Brand").selectOption("Visa");
    await tabs(page).getByLabel("Cardholder").fill("Ida Ruiz");
    await tabs(page).getByLabel("Last four digits").fill(card);
    await tabs(page).getByLabel("Expires").fill("12/99");
    await tabs(page).getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), never);
    await tabs(page).getByLabel("Last four digits").fill("1111");
    await tabs(page).getByRole("button", { name: "Save" }).click();
    await sees(tabs(page).locator("tbody tr"), "Visa •••• 1111");

    await page.goto(`/clients/${id}/documents`);
    const file = { name: "cards.csv", mimeType: "text/csv", buffer: Buffer.from(`Ruiz;${card}\n`) };
    await page.getByLabel("Files", { exact: true }).setInputFiles([file]);
    await page.getByRole("button", { name: "Upload" }).click();
    await sees(page.locator("[data-uploads]"), never);
    await path_is(page, `/clients/${id}/documents`);
    assert.equal((await office.api("GET", `documents?about=client:${id}`)).items.length, 0);
  },
);
