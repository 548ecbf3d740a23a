// npm run preview -- <folder> [language]: every page with sample data as HTML files, to open in a browser.
// A sample is preview/<folder>-<page>[.<variant>].json; preview/common.json stands under all of them.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { language, render, web } from "./pages.js";

const [out = "preview-out", code] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(join(web, "preview", file), "utf8"));
const kinds =
  "text email tel url number date password textarea select checkbox picker tags multi stars address".split(" ");

/** Short forms of the samples: "kind" of a field, and the traps that the program must not fall into either. */
function complete(node, path) {
  if (node === "") throw new Error(`${path}: "" is true for the program's Mustache; use false`);
  if (Array.isArray(node)) return node.forEach((item, index) => complete(item, `${path}[${index}]`));
  if (node === null || typeof node !== "object") return;
  if (kinds.includes(node.kind)) {
    for (const kind of kinds) node[`is_${kind}`] = kind === node.kind;
    node.is_fieldset = ["multi", "stars", "address"].includes(node.kind);
    node.field_id ??= `f-${node.field_name}`;
    for (const name of ["field_value", "field_error", "field_hint", "field_autocomplete"]) node[name] ??= false;
    node.options ??= [];
  }
  for (const [name, value] of Object.entries(node)) complete(value, `${path}.${name}`);
}

mkdirSync(join(out, "assets"), { recursive: true });
cpSync(join(web, "dist"), join(out, "assets"), { recursive: true });
const manifest = JSON.parse(readFileSync(join(web, "dist/manifest.json"), "utf8"));
const assets = Object.fromEntries(Object.entries(manifest).map(([name, file]) => [name, `assets/${file}`]));
const texts = code && language(code);
for (const file of readdirSync(join(web, "preview"))) {
  if (!file.endsWith(".json") || file === "common.json") continue;
  const [page, ...variant] = file.slice(0, -".json".length).split(".");
  const view = { ...read("common.json"), assets, ...read(file) };
  complete(view, file);
  const name = [page, ...variant].join(".");
  writeFileSync(join(out, `${name}.html`), render(page.replace("-", "/"), view, texts));
}
