// Pictures of every page for people to look at: three widths, light and dark, an office with 300 clients.
//
//   npm run screenshots -- FOLDER [WORD...]     only the pages whose name has one of the words
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { close_browser, visit, widths } from "./support/browser.mjs";
import { clients, csv } from "./support/clients.mjs";
import { Office } from "./support/office.mjs";
import { every_page, first_pages, go, setup_pages } from "./support/pages.mjs";

const [folder, ...words] = process.argv.slice(2);
if (!folder) {
  console.error("npm run screenshots -- FOLDER [WORD...]");
  process.exit(2);
}

const offices = [
  [await Office.start({ roles: ["staff", "read_only"], csv: csv(clients()) }), every_page],
  [await Office.start(), first_pages],
  [await Office.empty(), setup_pages],
];
await mkdir(folder, { recursive: true });
for (const [office, pages] of offices) {
  const wanted = (await pages(office)).filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  for (const place of wanted) await take(office, place);
}

/** A page is opened once; all its pictures are of the same moment. */
async function take(office, place) {
  const { page, done } = await visit(office, place);
  try {
    await go(place, page);
    for (const width of Object.keys(widths)) {
      await page.setViewportSize({ width: widths[width], height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const path = join(folder, `${place.name.replaceAll(" ", "-")}.${widths[width]}.${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
    }
  } catch (error) {
    console.error(`${place.name}: ${error.message}`);
  }
  await done().catch((error) => console.error(`${place.name}: ${error.message}`));
}

await close_browser();
for (const [office] of offices) await office.stop();
