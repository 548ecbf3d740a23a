// What a list shows, counts, exports and sorts by is one and the same, however it was filtered.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, made_client } from "../support/steps.mjs";

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

async function opened(page, summary) {
  const menu = page.locator("details.menu", { has: page.locator("summary", { hasText: summary }) });
  if (!(await menu.evaluate((element) => element.open))) await menu.locator("summary").click();
}

const by_field = {
  words: [1, (page) => page.getByLabel("Search in this list").fill("equinox5")],
  tag: [2, (page) => page.locator("#filter-tags").selectOption({ label: "equinox" })],
  status: [3, (page) => page.locator("#filter-status").selectOption({ label: "Prospect" })],
  archived: [1, (page) => page.locator("#filter-status").selectOption({ label: "Archived" })],
  "archived too": [7, (page) => page.getByLabel("Archived too").check()],
  "custom field": [
    4,
    async (page) => {
      await page.locator("#filter-custom-roof_colour").fill("teal");
      await page.locator("#filter-custom-roof_colour").press("Enter");
    },
  ],
  "range of numbers": [
    3,
    async (page) => {
      await opened(page, "From – to");
      await page.getByLabel("Roof area: From").fill("40");
      await page.getByLabel("Roof area: From").press("Enter");
    },
  ],
  "range of days": [
    2,
    async (page) => {
      await opened(page, "From – to");
      await page.getByLabel("Client since: From").fill("2006-01-01");
      await page.getByLabel("Client since: From").press("Enter");
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
