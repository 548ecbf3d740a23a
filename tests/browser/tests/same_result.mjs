// What a list shows, counts, exports and sorts by is one and the same, however it was filtered.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, filter_by, made_client, open_filter, sees } from "../support/steps.mjs";

const query_of = (url) => Object.fromEntries([...new URL(url).searchParams].filter(([name]) => name !== "sort"));
const query_of_link = (link) => link.evaluate((element) => element.href).then(query_of);

/** Waits until so many are found, and looks at everything on the page that depends on the result. */
async function agrees(page, context, number) {
  await eventually(async () => assert.equal((await page.locator("#list-total").innerText()).trim(), String(number)));
  await eventually(async () => assert.equal(await page.locator("#list tbody tr").count(), Math.min(number, 50)));
  const asked = query_of(page.url());
  assert.ok(Object.keys(asked).length > 0, page.url());
  const links = page.locator("#list thead a");
  for (const link of [page.locator("#list-export"), ...(await links.all())])
    assert.deepEqual(await query_of_link(link), asked);
  const exported = await context.request.get(await page.locator("#list-export").getAttribute("href"));
  const lines = (await exported.text()).trim().split(/\r?\n/).slice(1);
  assert.equal(lines.length, number);
  const names = await page.locator("a[data-row]").allInnerTexts();
  assert.deepEqual(
    lines.slice(0, names.length).map((line) => names.some((name) => line.includes(name))),
    names.map(() => true),
  );
}

/** Seven clients with a word, some of which have what is filtered by. */
async function filterable(office) {
  const { id: tag } = await office.make("tags", { name: "equinox" });
  const field = (label, type) => office.make("custom_fields", { label, type });
  await field("Roof colour", "text");
  await field("Roof area", "number");
  for (let number = 1; number <= 7; ++number)
    await made_client(office, {
      last_name: `Equinox${number}`,
      tags: number <= 2 ? [tag] : [],
      status: number <= 3 ? "prospect" : number === 4 ? "archived" : "active",
      client_since: `200${number}-05-01`,
      custom: { roof_colour: number <= 5 ? "teal" : "grey", roof_area: number * 10 },
    });
}

/** Types into a field's form, and sends it. */
async function type_into(page, field, label, words) {
  const form = await open_filter(page, field);
  await form.getByLabel(label, { exact: true }).fill(words);
  await form.getByLabel(label, { exact: true }).press("Enter");
}

const by_field = {
  words: [1, (page) => page.getByLabel("Search in this list").fill("equinox5")],
  tag: [2, (page) => filter_by(page, "Tags", "equinox")],
  "not the tag": [
    4,
    async (page) => {
      await (await open_filter(page, "Tags")).getByLabel("none of").check();
      await page.locator("#filter-pop").getByLabel("equinox", { exact: true }).check();
      await page.locator("#filter-pop").getByRole("button", { name: "Filter" }).click();
    },
  ],
  status: [3, (page) => filter_by(page, "Status", "Prospect")],
  archived: [1, (page) => filter_by(page, "Status", "Archived")],
  "archived too": [
    7,
    async (page) => {
      await page.locator("[data-filter-add]").click();
      await page.locator("#filter-pop").getByRole("link", { name: "Archived too" }).click();
    },
  ],
  "custom field": [4, (page) => type_into(page, "Roof colour", "Roof colour", "teal")],
  "range of numbers": [3, (page) => type_into(page, "Roof area", "At least", "40")],
  "range of days": [2, (page) => type_into(page, "Client since", "From", "2006-01-01")],
  "a filter taken away": [
    6,
    async (page) => {
      await filter_by(page, "Status", "Prospect");
      await sees(page.locator("#list-filters"), "Status is Prospect");
      await page.getByRole("link", { name: "Status: remove" }).click();
    },
  ],
};

scenario(
  "[C5] heading, address, export and sort links agree after each kind of filter",
  {},
  async ({ page, context, office }) => {
    await filterable(office);
    for (const [number, filter] of Object.values(by_field)) {
      await page.goto("/clients?q=equinox");
      await agrees(page, context, 6); // one is archived
      await filter(page);
      await agrees(page, context, number);
    }
  },
);
