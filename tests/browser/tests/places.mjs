// Addresses that are suggested, and the map.
import { strict as assert } from "node:assert";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { map_file } from "../support/pmtiles.mjs";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, has_no, made_client, path_is, sees, value } from "../support/steps.mjs";

const addresses = `LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH
13.74,51.06,9,Hauptstraße,,Dresden,,Sachsen,01097,,a
13.741,51.061,12,Hauptstraße,,Dresden,,Sachsen,01097,,b
13.742,51.062,120,Hauptstraße,,Dresden,,Sachsen,01097,,c
13.60,51.10,12,Hauptstraße,,Radebeul,,Sachsen,01445,,d
`;

/** With an address book. */
const office_with_addresses = async () => {
  const office = await Office.start();
  await office.command("import", "--kind", "addresses", "--country", "DE", await office.file("dresden.csv", addresses));
  return office;
};

const field = (page, label) => page.getByLabel(label, { exact: true });
const hits = (page) => page.locator(".street-hits").getByRole("option");

scenario(
  "an address is suggested while it is typed, chosen by keyboard, and fills all parts [P4]",
  { office: office_with_addresses },
  async ({ page }) => {
    await page.goto("/clients/new");
    const street = field(page, "Street");
    await street.pressSequentially("haupt 12 dres");
    await sees(hits(page), "Hauptstraße 12");
    assert.equal(await street.getAttribute("aria-expanded"), "true");
    await street.press("ArrowDown");
    assert.equal(await hits(page).first().getAttribute("aria-selected"), "true");
    await street.press("Enter");
    assert.equal(await street.inputValue(), "Hauptstraße 12");
    assert.equal(await field(page, "Postcode").inputValue(), "01097");
    assert.equal(await field(page, "City").inputValue(), "Dresden");
    assert.equal(await field(page, "State or region").inputValue(), "Sachsen");
    assert.equal(await field(page, "Country").inputValue(), "Germany");
    assert.equal(await field(page, "Position").inputValue(), "51.061, 13.741");
    assert.equal(await street.getAttribute("aria-expanded"), "false");
    await path_is(page, "/clients/new"); // Enter chose, and sent nothing

    await field(page, "City").pressSequentially("x");
    assert.equal(await field(page, "Position").inputValue(), "", "typed over, it is another place");
    await field(page, "Position").fill("50, 13");
    await field(page, "City").pressSequentially("y");
    assert.equal(await field(page, "Position").inputValue(), "50, 13", "what somebody typed stays");
  },
);

scenario(
  "a street that is chosen goes on with its numbers; Escape leaves what was typed [P4]",
  { office: office_with_addresses },
  async ({ page }) => {
    await page.goto("/clients/new");
    const street = field(page, "Street");
    await street.pressSequentially("haupt");
    await hits(page).filter({ hasText: "Dresden" }).first().click();
    await sees(hits(page), "Hauptstraße 120");
    await hits(page).filter({ hasText: "Hauptstraße 9" }).click();
    assert.equal(await street.inputValue(), "Hauptstraße 9");
    assert.equal(await field(page, "Position").inputValue(), "51.06, 13.74");
    await street.fill("radebeul haupt");
    await hits(page).first().waitFor();
    await street.press("Escape");
    await hits(page).first().waitFor({ state: "hidden" });
    assert.equal(await street.inputValue(), "radebeul haupt");
  },
);

scenario(
  "the address of a client is edited in place with suggestions [P3, P4]",
  { office: office_with_addresses },
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}`);
    await page.locator("#client-add").focus();
    await page.keyboard.press("Enter");
    await page.locator("#client-adds").getByRole("link", { name: "Billing address" }).focus();
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await focused(page), "Street"));
    await field(page, "Street").pressSequentially("haupt 9");
    await sees(hits(page), "Hauptstraße 9");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("[data-value-form]").getByRole("button", { name: "Save" }).click();
    await has_no(page.locator("[data-value-form]"));
    await sees(value(page, "Billing address"), "01097 Dresden");
    await page.reload();
    await sees(page.locator(".place"), "51.06, 13.74");
  },
);

scenario(
  "without script: an address is typed with its position, and shown with a link [P4, P5]",
  { office: office_with_addresses, script: false },
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}/values/billing_address`);
    await field(page, "Street").fill("Weg 1");
    await field(page, "Position").fill("91, 200");
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "latitude up to 90");
    await field(page, "Position").fill("51.5, 13.5");
    await page.getByRole("button", { name: "Save" }).click();
    await path_is(page, `/clients/${id}`);
    await sees(page.locator(".place"), "51.5, 13.5");
    const link = page.locator(".place-web");
    assert.match(await link.getAttribute("href"), /openstreetmap\.org\/\?mlat=51\.5&mlon=13\.5/);
    assert.match(await link.getAttribute("rel"), /noreferrer/);
  },
);

for (const kind of ["picture", "vector"])
  scenario(
    `a client stands on the map of the box, of ${kind} tiles, and nothing else is asked for [P5]`,
    { office: async () => Office.start() },
    async ({ page, office }) => {
      await mkdir(join(office.folder, "map"), { recursive: true });
      await writeFile(join(office.folder, "map", `${kind}.pmtiles`), map_file(kind));
      const foreign = [];
      page.on("request", (request) => request.url().startsWith(office.url) || foreign.push(request.url()));
      const billing_address = { street: "Weg 1", city: "Dresden", position: { lat: 51.06, lon: 13.74 } };
      const { id } = await made_client(office, { billing_address });
      await page.goto(`/clients/${id}`);
      await page.locator(".map .map-marker").waitFor();
      await sees(page.locator(".leaflet-control-attribution"), "© OpenStreetMap contributors");
      await page.locator(".map").focus();
      await page.keyboard.press("+");
      await page.getByRole("button", { name: "Zoom out" }).click();
      await eventually(async () => assert.ok(await drawn(page), "the tile is drawn"));

      await page.goto(`/clients/${id}/edit`);
      await page.getByRole("button", { name: "Choose on the map" }).click();
      await page.locator(".map-choose .map-marker").waitFor();
      const before = await field(page, "Position").inputValue();
      await page.locator(".map-choose").focus();
      for (let step = 0; step < 3; ++step) await page.keyboard.press("ArrowRight");
      await eventually(async () => {
        await page.getByRole("button", { name: "Put the marker in the middle" }).click();
        assert.notEqual(await field(page, "Position").inputValue(), before);
      });
      await page.getByRole("button", { name: "Save" }).first().click();
      await path_is(page, `/clients/${id}`);
      assert.deepEqual(foreign, []);
      await rm(join(office.folder, "map"), { recursive: true });
    },
  );

/** Whether some pixel of a tile has a colour. */
const drawn = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".map canvas")].some((tile) => {
      const { data } = tile.getContext("2d").getImageData(tile.width / 2, tile.height / 2, 1, 1);
      return data[3] > 0;
    }),
  );

scenario(
  "a map and a file of addresses are brought on their pages of the settings [P4, P5]",
  {
    office: async () => Office.start(),
  },
  async ({ page }) => {
    await page.goto("/settings/map");
    const file = { name: "world.pmtiles", mimeType: "application/octet-stream", buffer: map_file() };
    await page.getByLabel("Bring a file").setInputFiles(file);
    await page.getByRole("button", { name: "Upload the chosen file" }).click();
    await page.getByRole("button", { name: "Use as the map world.pmtiles" }).click();
    await sees(page.locator("dl.values"), "© OpenStreetMap contributors");
    await page.getByRole("button", { name: "Remove the map" }).click();
    await sees(page.locator("main"), "There is none.");

    await page.goto("/settings/addresses");
    const csv = { name: "Dresden.csv", mimeType: "text/csv", buffer: Buffer.from(addresses) };
    await page.getByLabel("Bring a file").setInputFiles(csv);
    await page.getByRole("button", { name: "Upload the chosen file" }).click();
    await page.getByLabel("Country").fill("Germany");
    await page.getByRole("button", { name: "Import Dresden.csv" }).click();
    await sees(page.locator("main"), "Germany · 4 addresses · 2 streets");
    await page.getByRole("button", { name: "Remove dresden" }).click();
    await sees(page.locator("main"), "There are none.");
  },
);
