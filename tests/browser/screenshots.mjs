// Pictures of every page for people to look at: three widths, light and dark, an office with 300 clients.
//
//   npm run screenshots -- FOLDER [WORD...]     only the pages whose name has one of the words
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { close_browser, visit, widths } from "./support/browser.mjs";
import { clients, csv } from "./support/clients.mjs";
import { Office } from "./support/office.mjs";
import { every_page, go } from "./support/pages.mjs";

const [folder, ...words] = process.argv.slice(2);
if (!folder) {
  console.error("npm run screenshots -- FOLDER [WORD...]");
  process.exit(2);
}

const office = await Office.start({ roles: ["staff", "read_only"], csv: csv(clients()) });
const everything = await every_page(office);
const wanted = everything.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
await mkdir(folder, { recursive: true });
for (const colorScheme of ["light", "dark"])
  for (const width of Object.keys(widths))
    for (const place of wanted) {
      const visitor = await visit(office, { ...place, colorScheme, width });
      try {
        await go(place, visitor.page);
        const path = join(folder, `${place.name.replaceAll(" ", "-")}.${widths[width]}.${colorScheme}.png`);
        await visitor.page.screenshot({ path, fullPage: true });
      } catch (error) {
        console.error(`${place.name}: ${error.message}`);
      }
      await visitor.done().catch((error) => console.error(`${place.name}: ${error.message}`));
    }
await close_browser();
await office.stop();
