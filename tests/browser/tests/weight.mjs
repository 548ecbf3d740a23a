import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";

const first_load = 100_000;
const later_load = 20_000;

/** Counts what came over the wire since the last time it was asked. */
async function scale(page, context) {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  return () => {
    const since = bytes;
    bytes = 0;
    return since;
  };
}

scenario(
  "a first page weighs at most 100 kB over the wire, every later one 20 kB",
  {},
  async ({ page, context, office }) => {
    const weigh = await scale(page, context);
    const [{ id }] = (await office.api("GET", "clients?q=client90@example.com")).items;
    const visit = async (path) => {
      await page.goto(path, { waitUntil: "networkidle" });
      return weigh();
    };
    const first = await visit("/clients");
    assert.ok(first > 1_000 && first <= first_load, `first load: ${first} bytes`);
    const heavy = [];
    for (const path of [
      "/clients",
      "/clients?sort=-name",
      `/clients/${id}`,
      `/clients/${id}/details`,
      `/clients/${id}/contacts`,
      `/clients/${id}/history`,
      `/clients/${id}/edit`,
      "/clients/new",
      "/companies",
      "/import",
      "/settings/tags",
      "/about",
    ]) {
      const bytes = await visit(path);
      if (bytes > later_load) heavy.push(`${path}: ${bytes} bytes`);
    }
    assert.deepEqual(heavy, []);
    await page.goto("/clients");
    weigh();
    await page.locator("#search-field").fill("springfield");
    await page.locator("#search-results [data-hit]").first().waitFor();
    const search = weigh();
    assert.ok(search < 5_000, `live search: ${search} bytes`);
  },
);
