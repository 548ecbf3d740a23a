// Part of `npm run lint`: partials exist, every name in a template is documented, every marked text has its translation,
// every sample renders to valid HTML.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { language, marked_texts, source, spliced, template_names, web } from "./pages.js";
import { samples } from "./samples.js";

const faults = [];
const names = template_names();
const comment_of = (name) => source(name).match(/\{\{!([\s\S]*?)\}\}/)?.[1] ?? "";

/** What a template's own comment says, and those of the templates that it points to. */
function documented(name, seen = new Set()) {
  if (seen.has(name)) return "";
  seen.add(name);
  const text = comment_of(name);
  const others = names.filter((other) => text.includes(other) || source(name).includes(`{{> ${other}}}`));
  return [text, ...others.map((other) => documented(other, seen))].join("\n");
}

const marked = new Set();
for (const name of names) {
  try {
    spliced(name);
  } catch (fault) {
    faults.push(fault.message);
    continue;
  }
  if (comment_of(name) === "") faults.push(`${name}: says nothing about its view data`);
  const code = source(name).replace(/\{\{![\s\S]*?\}\}/, "");
  const words = new Set((documented(name) + documented("parts/head")).match(/\w+/g));
  for (const [, used] of code.matchAll(/\{\{\{?[#^]?\s*([\w.]+)/g)) {
    if (used !== "." && !words.has(used.split(".")[0])) faults.push(`${name}: ${used} is not documented`);
  }
  for (const text of marked_texts(code)) marked.add(text);
}

/** Sentences by number that have fewer forms than the language. */
function incomplete_plurals(file) {
  const text = readFileSync(join(web, "languages", file), "utf8");
  const forms = Number(text.match(/nplurals=(\d)/)?.[1] ?? 2);
  return text.split(/\n\n/).filter((entry) => {
    const found = entry.match(/^msgstr\[\d\]/gm)?.length ?? 0;
    return entry.includes("\nmsgid_plural ") && found !== forms;
  });
}

for (const file of readdirSync(join(web, "languages")).filter((file) => file.endsWith(".po"))) {
  const texts = language(file.slice(0, -".po".length));
  for (const entry of incomplete_plurals(file)) faults.push(`languages/${file}: lacks forms of ${entry}`);
  for (const text of marked) if (!texts.get(text)) faults.push(`languages/${file}: lacks "${text}"`);
}

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "form-dup-name": "off", // groups of check boxes share a name
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-implicit-button-type": "off",
    "long-title": "off",
    "prefer-native-element": "off",
    "tel-non-breaking": "off",
    "valid-id": ["error", { relaxed: true }],
  },
});
const sample_pages = new Set();
for (const { name, page, html } of samples({ css: "/a.css", js: "/a.js", icons: "/i.svg", favicon: "/f.svg" })) {
  sample_pages.add(page);
  if (!html.includes("<!DOCTYPE")) continue; // a fragment
  const { results } = validator.validateStringSync(html);
  for (const { messages } of results) {
    for (const { line, ruleId, message } of messages) faults.push(`${name}: line ${line}: ${message} (${ruleId})`);
  }
}
for (const name of names) {
  const whole = source(name).includes("{{> parts/head}}");
  if (whole && !sample_pages.has(name)) faults.push(`${name}: has no sample in preview/`);
}

for (const fault of faults) console.error(fault);
console.log(`${names.length} templates, ${marked.size} marked texts, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
