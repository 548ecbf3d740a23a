// Reads templates the way the program does: partials spliced in, marked text replaced, then parsed.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Mustache from "mustache";

export const web = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = join(web, "pages");

/** Names of all templates without extension: "records/list", "parts/head". */
export function template_names() {
  return readdirSync(pages, { recursive: true })
    .filter((name) => name.endsWith(".mustache"))
    .map((name) => name.slice(0, -".mustache".length))
    .sort();
}

export const source = (name) => readFileSync(join(pages, `${name}.mustache`), "utf8");

/** The template with its partials in place; throws at an unknown one and at recursion. One end of line is cut off. */
export function spliced(name, above = []) {
  if (above.includes(name)) throw new Error(`${name}: contains itself (${above.join(" > ")})`);
  let text;
  try {
    text = source(name);
  } catch {
    throw new Error(`${above.at(-1) ?? "?"}: unknown partial ${name}`);
  }
  return text
    .replace(/\{\{![\s\S]*?\}\}\n?/g, "")
    .replace(/\{\{>\s*([^\s}]+)\s*\}\}/g, (_, part) => spliced(part, [...above, name]))
    .replace(/\n$/, "");
}

export const marked_texts = (text) => [...text.matchAll(/\[\[([\s\S]*?)\]\]/g)].map(([, words]) => words);

/** msgid → msgstr of a .po file (one line each); of a sentence by number, the first two forms. */
export function language(code) {
  const unquote = (line) => JSON.parse(line);
  const texts = new Map();
  let id, several;
  for (const line of readFileSync(join(web, "languages", `${code}.po`), "utf8").split("\n")) {
    if (line.startsWith("msgid ")) id = unquote(line.slice(6));
    else if (line.startsWith("msgstr ") && id) texts.set(id, unquote(line.slice(7)));
    else if (line.startsWith("msgid_plural ")) several = unquote(line.slice(13));
    else if (line.startsWith("msgstr[0] ")) texts.set(id, unquote(line.slice(10)));
    else if (line.startsWith("msgstr[1] ")) texts.set(several, unquote(line.slice(10)));
  }
  return texts;
}

export function translated(text, texts) {
  return text.replace(/\[\[([\s\S]*?)\]\]/g, (_, words) => texts?.get(words) || words);
}

/** As kainjow does: false prints nothing. */
class Writer extends Mustache.Writer {
  escapedValue(token, context, config) {
    return context.lookup(token[1]) === false ? "" : super.escapedValue(token, context, config);
  }
  unescapedValue(token, context) {
    return context.lookup(token[1]) === false ? "" : super.unescapedValue(token, context);
  }
}

export const render = (name, view, texts) => new Writer().render(translated(spliced(name), texts), view);
