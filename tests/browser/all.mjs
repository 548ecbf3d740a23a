// All tests in one process, so that they share one browser: npm test [-- WORD...], a word of their names.
import { readdir } from "node:fs/promises";
import { run_all } from "./support/scenario.mjs";

const folder = new URL("tests/", import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();
await run_all(
  files.map((file) => new URL(file, folder)),
  process.argv.slice(2),
);
