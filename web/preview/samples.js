// The sample data: preview/<folder>-<page>[.<variant>].json, on top of preview/common.json.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { render, web } from "./pages.js";

const read = (file) => JSON.parse(readFileSync(join(web, "preview", file), "utf8"));
const kinds =
  "text email tel url number date password textarea select checkbox picker tags multi stars address rows".split(" ");

/** Unfolds the short form of a field ("kind") and refuses what the program's Mustache would take for true. */
function complete(node, path) {
  if (node === "") throw new Error(`${path}: "" is true for the program's Mustache; use false`);
  if (Array.isArray(node)) return node.forEach((item, index) => complete(item, `${path}[${index}]`));
  if (node === null || typeof node !== "object") return;
  if (kinds.includes(node.kind)) {
    for (const kind of kinds) node[`is_${kind}`] = kind === node.kind;
    node.is_fieldset = ["multi", "stars", "address", "rows"].includes(node.kind);
    node.field_id ??= `f-${node.field_name}`;
    for (const name of [
      "field_value",
      "field_error",
      "field_hint",
      "field_autocomplete",
      "field_unit",
      "field_focused",
    ])
      node[name] ??= false;
    node.options ??= [];
    node.field_separator ??= ",";
  }
  if ("value_label" in node)
    Object.assign(node, { value_dir: "auto", value_mail: false, value_lines: [], value_copied: false, ...node });
  if ("link_cell_text" in node) node.link_cell_mail ??= false;
  for (const [name, value] of Object.entries(node)) complete(value, `${path}.${name}`);
}

/** What the program makes of snippets/ before Mustache sees what they are repeated in. */
function fill_snippets(view, texts) {
  const snippet = (name, values) => render(`snippets/${name}`, values, texts);
  const all = (name, list) => list.map((values) => snippet(name, values)).join("\n") || false;
  if (view.rows) {
    const cell = ({ snippet: name, chips = [], ...values }) =>
      snippet(name, { ...values, chips_html: all("chip", chips) });
    const rows = view.rows.map(({ cells, pick, row_icon, ...row }) => ({
      ...row,
      row_icon_html: row_icon ? snippet("row_icon", { icon: row_icon }) : false,
      pick_html: pick ? snippet("pick", pick) : false,
      cells_html: cells.map(cell).join(""),
    }));
    view.rows_html = all("row", rows);
  }
  if (view.column_choices) view.column_choices_html = all("column_choice", view.column_choices);
  const hit = (values) => ({ ...values, hit_subtitle_html: snippet("hit_subtitle", values) });
  for (const group of view.hit_groups ?? []) group.hits_html = all("hit", group.hits.map(hit));
}

/** Every sample rendered: { name, page, html }. */
export function* samples(assets, texts) {
  for (const file of readdirSync(join(web, "preview")).sort()) {
    if (!file.endsWith(".json") || file === "common.json") continue;
    const name = file.slice(0, -".json".length);
    const page = name.split(".")[0].replace("-", "/");
    const view = { ...read("common.json"), assets, ...read(file) };
    complete(view, file);
    fill_snippets(view, texts);
    yield { name, page, html: render(page, view, texts) };
  }
}
