// All tests in one process, so that they share one browser. `node --test-name-pattern=… all.mjs` runs some.
import { readdir } from "node:fs/promises";

const folder = new URL("tests/", import.meta.url);
for (const file of (await readdir(folder)).sort()) await import(new URL(file, folder));
