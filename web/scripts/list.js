// Lists by keyboard (which keys: web/pages/parts/keys), and the bar for the rows that are chosen: it comes with the first one and
// stays on the list's other pages. Shift chooses all rows in between.
import { chosen_of, forget, keep } from "./chosen.js";
import { on_key } from "./keys.js";
import { show_toast } from "./toasts.js";

const most = 500; // an address of the form has room for their numbers
const boxes = () => [...document.querySelectorAll('input[name="bulk.id"][type=checkbox]')];
const the_bar = () => document.querySelector("[data-bulk]");
let last;

/** "{} selected on {} pages" */
const say = (sentence, ...values) => values.reduce((said, value) => said.replace("{}", value), sentence);

function show_bar() {
  const bar = the_bar();
  if (!bar) return;
  const ticked = boxes()
    .filter((box) => box.checked)
    .map((box) => box.value);
  const on_page = boxes().map((box) => box.value);
  const pages = Object.values(keep(bar, on_page[0], ticked, on_page));
  const all = pages.flat();
  const { onePage, morePages } = bar.dataset;
  bar.querySelector("[data-bulk-count]").textContent =
    pages.length > 1 ? say(morePages, all.length, pages.length) : say(onePage, all.length);
  bar.toggleAttribute("data-open", all.length > 0 || bar.querySelector('[name="bulk.all"]:checked') !== null);
  const elsewhere = bar.querySelector("[data-bulk-elsewhere]");
  elsewhere.value = all.filter((id) => !on_page.includes(id)).join(".");
  elsewhere.disabled = elsewhere.value === "";
  const page = document.querySelector("[data-bulk-page]");
  page.hidden = false;
  page.checked = ticked.length === on_page.length;
  page.indeterminate = ticked.length > 0 && !page.checked;
}

/** As they were left, on whichever page. */
function tick_again() {
  const bar = the_bar();
  if (!bar) return;
  const chosen = new Set(Object.values(chosen_of(bar)).flat());
  for (const box of boxes()) box.checked = chosen.has(box.value);
  show_bar();
}

function count_chosen() {
  const on_page = boxes();
  const elsewhere = Object.values(chosen_of(the_bar()))
    .flat()
    .filter((id) => !on_page.some((box) => box.value === id));
  return elsewhere.length + on_page.filter((box) => box.checked).length;
}

/** Those that are one too many are not. */
function choose(some, yes) {
  const before = new Set(Object.values(chosen_of(the_bar())).flat());
  for (const box of some) box.checked = yes;
  if (count_chosen() > most) {
    for (const box of some) box.checked = before.has(box.value);
    show_toast(the_bar().dataset.tooMany, "warning");
  }
  show_bar();
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (box.name === "bulk.id") {
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    choose(event.shiftKey && from >= 0 ? all.slice(from, to + 1) : [box], box.checked);
    last = box;
  } else if (box.closest("[data-bulk-clear]")) {
    forget();
    the_bar().reset();
    for (const other of boxes()) other.checked = false;
    show_bar();
  }
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-bulk-page]")) choose(boxes(), target.checked);
  if (target.matches('[name="bulk.all"]')) show_bar();
});
document.addEventListener("submit", ({ target }) => {
  if (target.method === "post" && new URL(target.action).pathname.endsWith("/bulk")) forget(); // it is done to them
});
document.addEventListener("htmx:afterSettle", tick_again);
addEventListener("pageshow", tick_again); // the browser may have kept what was ticked
if (!document.body.matches(".frame")) forget(); // nobody is signed in

const links = () => [...document.querySelectorAll("[data-list] tbody a[data-row]")];
const row_here = () => document.activeElement.closest("[data-list] tbody tr");
const link_here = () => row_here()?.querySelector("a[data-row]");

function walk(step) {
  const all = links();
  const now = all.indexOf(link_here());
  all[Math.min(Math.max(now + step, 0), all.length - 1)]?.focus();
  return all.length > 0;
}
const has_rows = () => links().length > 0;
on_key("next_row", () => walk(1), has_rows);
on_key("previous_row", () => walk(-1), has_rows);
on_key(
  "choose_row",
  () => {
    if (!row_here()) walk(1);
    row_here()?.querySelector('input[name="bulk.id"]')?.click();
    return boxes().length > 0;
  },
  () => boxes().length > 0,
);
on_key(
  "open_row",
  ({ target }) => {
    if (!target.matches("[data-list] tbody input")) return false; // a link does so by itself
    link_here()?.click();
    return true;
  },
  has_rows,
);

const edit_page = () => document.querySelector("a[data-edit-page]");
const may_edit_rows = () => document.querySelector("[data-list][data-may-edit] a[data-row]") !== null;
on_key(
  "edit",
  () => {
    const link = link_here();
    if (link && may_edit_rows()) location.assign(`${link.pathname}/edit`);
    else if (edit_page()) edit_page().click();
    else if (may_edit_rows()) walk(1);
    return true;
  },
  () => Boolean(edit_page()) || may_edit_rows(),
);

/** In the list that is open, or else in the page around it. */
const new_one = () => [...document.querySelectorAll("a[data-new]")].at(-1);
const new_menu = () => document.querySelector("details[data-new-menu]");
on_key(
  "new",
  () => {
    if (new_one()) new_one().click();
    else if (new_menu()) {
      new_menu().open = true;
      new_menu().querySelector("a").focus();
    }
    return true;
  },
  () => Boolean(new_one() ?? new_menu()),
);
