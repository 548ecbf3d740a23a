// A test is something that a visitor does in an office.
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { close_browser, visit } from "./browser.mjs";
import { clients, csv } from "./clients.mjs";
import { Office } from "./office.mjs";
import { whole } from "./reporter.mjs";

const scenarios = []; // of the file that is read
const longest = 480_000; // on a busy machine; all tests together take less on a quiet one
const pictures = new URL("../test-results/", import.meta.url);

/** Everybody's office: 300 clients, a colleague of every role. Tests make what they change. */
export const busy_office = () => Office.start({ roles: ["staff", "read_only"], csv: csv(clients()) });
/** An office without a client. */
export const new_office = () => Office.start();

/**
 * @param name     a sentence, with the features that it proves in brackets
 * @param options  of visit(), and `office`: how it is made, "as" admin in everybody's unless said otherwise
 * @param body     gets the page, its context, the office, and `the(make)`: another one, the same for all that ask for it
 */
export function scenario(name, options, body) {
  const { office: make = busy_office, ...visitor } = { as: "admin", ...options };
  const run = async (the) => {
    const office = await the(make);
    const { page, context, faults, done } = await visit(office, visitor);
    try {
      await body({ page, context, office, the });
    } catch (error) {
      error.message += `\nat ${page.url()}` + faults.map((fault) => `\n${fault}`).join("");
      if (office.ended) error.message += `\n${office.ended}`;
      await mkdir(pictures, { recursive: true });
      const picture = new URL(`${name.replace(/\W+/g, "-").slice(0, 80)}.png`, pictures);
      await page.screenshot({ path: picture.pathname }).catch(() => {});
      await context.close();
      throw error;
    }
    await done();
  };
  scenarios.push({ name, run });
}

/**
 * Runs the scenarios of these files whose name has one of the words, all when there is none. Two files are run at once, each
 * beside offices that the other does not see; those of one file follow each other.
 */
export async function run_all(files, words) {
  const parts = [];
  for (const file of files) {
    scenarios.length = 0;
    await import(file);
    parts.push(scenarios.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word))));
  }
  const lane = async (context) => {
    const offices = new Map();
    const the = (make) => offices.get(make) ?? offices.set(make, make()).get(make);
    for (let part; (part = parts.shift());)
      for (const { name, run } of part) await context.test(name, { timeout: longest }, () => run(the));
    for (const office of offices.values())
      await office.then(
        (open) => open.stop(),
        () => {}, // one that could not start has failed its tests
      );
  };
  await test(whole, { concurrency: 2 }, (context) => Promise.all([lane(context), lane(context)]));
  await close_browser();
}
