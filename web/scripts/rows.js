// Tables of rows in forms: rows are added, moved and taken out at once. Enter walks down and adds a row at the end, Alt with
// the arrows moves the row that is typed into. Sums come from the program, which is asked what was typed comes to: nothing here
// adds up or rounds.
import { on_key } from "./keys.js";
import { activate } from "./requests.js";

const table_of = (element) => element.closest("[data-table]");
const row_of = (element) => element.closest("[data-table-row]");
const rows_of = (table) => [...table.querySelectorAll("tbody > [data-table-row]")];
const fields_of = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")];

function next_key(table) {
  const keys = rows_of(table).map((row) => row.dataset.tableRow);
  let number = 1;
  while (keys.includes(`new${number}`)) ++number;
  return `new${number}`;
}

function add(table) {
  const blank = table.querySelector("template").innerHTML;
  table.querySelector("tbody").insertAdjacentHTML("beforeend", blank.replaceAll("new0", next_key(table)));
  const row = rows_of(table).at(-1);
  activate(row);
  fields_of(row)[0]?.focus();
}

function remove(table, row) {
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  const next = neighbour ? fields_of(neighbour)[0] : table.querySelector("[data-row-do=add]");
  next?.focus();
}

/** Moves a row past its neighbour; what had the focus keeps it. */
function move(row, down) {
  const focused = document.activeElement;
  if (down) row.nextElementSibling?.after(row);
  else row.previousElementSibling?.before(row);
  focused.focus();
}

function change(table, row, what) {
  if (what === "add") add(table);
  if (what === "remove") remove(table, row);
  if (what === "up" || what === "down") move(row, what === "down");
  table.dispatchEvent(new Event("input", { bubbles: true })); // so that leaving the page asks
}

const sums_after = 150; // milliseconds without a key
let waiting;
let asking;

/** The form as its button "Recalculate" sends it; nothing is stored by that. */
async function recalculate(table) {
  const form = table.closest("form");
  asking?.abort();
  asking = new AbortController();
  const typed = new URLSearchParams(new FormData(form));
  typed.append(`${table.dataset.table}.recalculate`, "yes");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: typed, signal: asking.signal });
  } catch {
    return; // a later one was asked, or the program is not there: what stands stays, and saving will tell
  }
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sums = new Map([...page.querySelectorAll("[data-figure]")].map((sum) => [sum.dataset.figure, sum.textContent]));
  for (const sum of table.querySelectorAll("[data-figure]")) {
    const text = sums.get(sum.dataset.figure) ?? "–";
    if (sum.textContent !== text) sum.textContent = text;
  }
}

document.addEventListener("input", (event) => {
  const table = table_of(event.target);
  if (!table || !("figures" in table.dataset)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => recalculate(table), sums_after);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-do]");
  if (!button) return;
  event.preventDefault();
  change(table_of(button), row_of(button), button.dataset.rowDo);
});

document.addEventListener("keydown", (event) => {
  const row = row_of(event.target);
  if (!row) return;
  if (event.key !== "Enter" || !event.target.matches("input") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const below = row.nextElementSibling;
  if (below) fields_of(below)[fields_of(row).indexOf(event.target)]?.focus();
  else change(table_of(row), row, "add");
});

on_key(
  "move_row",
  ({ target, key }) => {
    const row = row_of(target);
    if (row) change(table_of(row), row, key === "ArrowDown" ? "down" : "up");
    return Boolean(row);
  },
  () => document.querySelector("[data-table]") !== null,
);
