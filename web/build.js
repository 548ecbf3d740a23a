// Makes dist/: one style sheet (and its right-to-left twin), one script, those of maps, one icon sprite, the favicon; each named by its
// content, each also as .br and .gz; and manifest.json, which tells the program their names.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import * as safelist from "./safelist.js";

const web = dirname(fileURLToPath(import.meta.url));
const dist = join(web, "dist");
const from = (...path) => readFile(join(web, ...path), "utf8");

async function files_below(folder, extension) {
  const entries = await readdir(join(web, folder), { recursive: true });
  return entries
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(web, folder, name));
}

/** styles/app.css with the files that it imports. */
async function own_styles() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(web, "styles/app.css")],
    bundle: true,
    write: false,
  });
  return outputFiles[0].text;
}

/** Tabler without what nobody uses, then our own look. */
async function style_sheet(tabler) {
  const raw = (await from("node_modules/@tabler/core/dist/css", tabler)) + (await own_styles());
  const content = [...(await files_below("pages", ".mustache")), ...(await files_below("scripts", ".js"))];
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw }],
    content,
    safelist: { standard: safelist.classes },
    keyframes: true,
    variables: true,
  });
  const { code } = await esbuild.transform(purged.css, { loader: "css", minify: true, legalComments: "none" });
  return "/* Tabler, MIT licence, (c) The Tabler Authors */\n" + code;
}

async function script() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(web, "scripts/app.js")],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome120", "firefox120", "safari17"],
    legalComments: "none",
    write: false,
  });
  return "/* htmx, Zero-Clause BSD licence */\n" + outputFiles[0].text;
}

/** What is loaded only where a map is shown. */
async function map() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(web, "scripts/map/map.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome120", "firefox120", "safari17"],
    loader: { ".png": "dataurl" },
    legalComments: "none",
    outdir: dist,
    write: false,
  });
  const text = (extension) => outputFiles.find(({ path }) => path.endsWith(extension)).text;
  return {
    js: "/* Leaflet, BSD-2-Clause; protomaps-leaflet and PMTiles, BSD-3-Clause */\n" + text(".js"),
    css: "/* Leaflet, BSD-2-Clause */\n" + text(".css"),
  };
}

async function icon_names() {
  const names = new Set(safelist.icons);
  for (const file of await files_below("pages", ".mustache")) {
    for (const [, name] of (await readFile(file, "utf8")).matchAll(/assets\.icons\}\}#([a-z0-9-]+)/g)) names.add(name);
  }
  return [...names].sort();
}

/** One <symbol>; `star-filled` comes from Tabler's filled set. Paint stands on the symbol, so <use> needs no classes. */
async function symbol(name) {
  const filled = name.endsWith("-filled");
  const path = filled ? `filled/${name.slice(0, -"-filled".length)}` : `outline/${name}`;
  const svg = await from("node_modules/@tabler/icons/icons", `${path}.svg`);
  const inner = svg
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$|<path stroke="none"[^>]*\/>/g, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
  const paint = filled
    ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${inner}</symbol>`;
}

async function sprite() {
  const symbols = await Promise.all((await icon_names()).map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

async function emit(stem, extension, text) {
  const bytes = Buffer.from(text);
  const name = `${stem}-${createHash("sha256").update(bytes).digest("hex").slice(0, 10)}.${extension}`;
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  await writeFile(join(dist, name), bytes);
  await writeFile(join(dist, `${name}.br`), brotli);
  await writeFile(join(dist, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  console.log(`${name.padEnd(30)} ${String(bytes.length).padStart(8)}  br ${String(brotli.length).padStart(6)}`);
  return name;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
const map_parts = await map();
const manifest = {
  css: await emit("app", "css", await style_sheet("tabler.css")),
  css_rtl: await emit("app-rtl", "css", await style_sheet("tabler.rtl.css")),
  js: await emit("app", "js", await script()),
  map_css: await emit("map", "css", map_parts.css),
  map_js: await emit("map", "js", map_parts.js),
  icons: await emit("icons", "svg", await sprite()),
  favicon: await emit("favicon", "svg", await from("icons/favicon.svg")),
};
await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
