// A test is something that a visitor does in an office.
import { mkdir } from "node:fs/promises";
import { test } from "node:test";
import { close_browser, visit } from "./browser.mjs";
import { clients, csv } from "./clients.mjs";
import { Office } from "./office.mjs";

const scenarios = [];
const offices = new Map();
const longest = 480_000; // on a busy machine; all tests together take less on a quiet one
const pictures = new URL("../test-results/", import.meta.url);

/** Everybody's office: 300 clients, a colleague of every role. Tests make what they change. */
export const busy_office = () => Office.start({ roles: ["staff", "read_only"], csv: csv(clients()) });
/** An office without a client. */
export const new_office = () => Office.start();

/** The office that `make` makes, one for all tests that ask for the same. */
export function the(make) {
  if (!offices.has(make)) offices.set(make, make());
  return offices.get(make);
}

/**
 * @param name     a sentence, with the features that it proves in brackets
 * @param options  of visit(), and `office`: how it is made, "as" admin in everybody's unless said otherwise
 * @param body     gets the page, its context, the office
 */
export function scenario(name, options, body) {
  const { office: make = busy_office, ...visitor } = { as: "admin", ...options };
  const run = async () => {
    const office = await the(make);
    const { page, context, faults, done } = await visit(office, visitor);
    try {
      await body({ page, context, office });
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

/** Runs those whose name has one of the words, all when there is none, one after the other. */
export async function run_all(words) {
  for (const { name, run } of scenarios)
    if (words.length === 0 || words.some((word) => name.includes(word))) await test(name, { timeout: longest }, run);
  await close_browser();
  for (const office of offices.values())
    await office.then(
      (open) => open.stop(),
      () => {}, // one that could not start has failed its tests
    );
}
