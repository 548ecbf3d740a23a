// All tests in one process, so that they share one browser: npm test [-- WORD...], a word of their names.
import { readdir } from "node:fs/promises";
import { run_all } from "./support/scenario.mjs";

const folder = new URL("tests/", import.meta.url);
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort())
  await import(new URL(file, folder));
await run_all(process.argv.slice(2));
