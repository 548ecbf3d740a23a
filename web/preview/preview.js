// npm run preview -- <folder> [language]: every page with sample data as HTML files, to open in a browser.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { language, web } from "./pages.js";
import { samples } from "./samples.js";

const [out = "preview-out", code] = process.argv.slice(2);
mkdirSync(join(out, "assets"), { recursive: true });
cpSync(join(web, "dist"), join(out, "assets"), { recursive: true });
const manifest = JSON.parse(readFileSync(join(web, "dist/manifest.json"), "utf8"));
const assets = Object.fromEntries(Object.entries(manifest).map(([name, file]) => [name, `assets/${file}`]));
for (const { name, html } of samples(assets, code && language(code))) writeFileSync(join(out, `${name}.html`), html);
