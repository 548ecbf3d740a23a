// What a list is asked for is changed in a pop-over below the sentence that says it, and its columns in the same. Without script
// the links that open it lead to pages.
import { on_key } from "./keys.js";
import { put, swap_list } from "./requests.js";

const box = () => document.getElementById("filter-pop");
const add_link = () => document.querySelector("[data-filter-add]");
const is_open = () => box() !== null && !box().hidden;
const reachable = "input:not([type=hidden]), select, a[href], button, summary";

/** The link that it was opened by, or what took its place when the list was swapped. */
let opened_by;
const opener = () => {
  if (opened_by?.isConnected) return opened_by;
  const field = opened_by?.dataset.filter;
  return (field && document.querySelector(`[data-list-bar] [data-filter="${CSS.escape(field)}"]`)) || add_link();
};

/** Below the link, within the bar. */
function place(link) {
  const bar = box().parentElement.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  const from_start = getComputedStyle(box()).direction === "rtl" ? bar.right - at.right : at.left - bar.left;
  const along = Math.max(0, Math.min(from_start, bar.width - box().offsetWidth));
  box().style.setProperty("--down", `${at.bottom - bar.top}px`);
  box().style.setProperty("--along", `${along}px`);
}

function close({ focus = false } = {}) {
  if (!is_open()) return;
  const link = opener();
  box().hidden = true;
  box().replaceChildren();
  for (const other of document.querySelectorAll("[data-filter][aria-expanded]")) other.removeAttribute("aria-expanded");
  if (focus) link?.focus();
}

/** From another link in it, it stays where it is. */
async function open(link) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (!answer?.ok || answer.redirected || answer.headers.has("HX-Redirect")) return location.assign(link.href);
  const words = await answer.text();
  if (!box().contains(link)) opened_by = link;
  put(box(), words);
  box().hidden = false;
  opener()?.setAttribute("aria-expanded", "true");
  if (opener()) place(opener());
  const first = box().querySelector("[data-narrow]") ?? box().querySelector(".filter-choices input:checked");
  (first ?? [...box().querySelectorAll(reachable)].find((one) => one.checkVisibility()))?.focus();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
  const link = target.closest("[data-list-bar] a[data-filter]");
  const list = target.closest("[data-list-bar] a[data-relist]");
  if (link && plain) {
    event.preventDefault();
    if (is_open() && link === opener()) close();
    else open(link);
  } else if (list && plain) {
    event.preventDefault();
    swap_list(list.href);
    close();
  } else if (!box()?.contains(target)) {
    close();
  }
});

// ---- What is typed finds fields and values

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const lines = () => [...box().querySelectorAll("[data-narrowed] > *")];
const line_parts = () => lines().flatMap((line) => (line.hidden ? [] : [line.querySelector("a, input")]));

/** Those with a word that begins so, or else those that hold it. */
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-narrow]")) return;
  const typed = folded(target.value.trim());
  const begins = (line) => ` ${folded(line.textContent.trim())}`.includes(` ${typed}`);
  const some = lines().filter(begins);
  for (const line of lines())
    line.hidden = some.length > 0 ? !some.includes(line) : !folded(line.textContent).includes(typed);
});

document.addEventListener("keydown", (event) => {
  if (!is_open()) return;
  if (event.key === "Escape") {
    event.preventDefault();
    return close({ focus: true });
  }
  const finding = event.target.matches("[data-narrow]");
  const parts = box().contains(event.target) ? line_parts() : [];
  const now = parts.indexOf(event.target);
  if (event.key === "Enter" && finding) parts[0]?.click();
  else if (event.key === "ArrowDown" && (finding || now >= 0)) parts[Math.min(now + 1, parts.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && now > 0) parts[now - 1].focus();
  else if (event.key === "ArrowUp" && now === 0) box().querySelector("[data-narrow]")?.focus();
  else return;
  event.preventDefault();
});

// ---- The list was asked anew

/** What cannot be is said where it was typed. */
function after_form(form, refused) {
  const field = form.dataset.filterForm;
  close();
  const chip = document.querySelector(`#list-filters [data-filter="${CSS.escape(field)}"]`);
  (chip ?? add_link())?.focus();
  if (refused && chip) open(chip);
}

/** A link may have led to a list without the words that were searched for. */
function after_link() {
  const search = document.getElementById("list-search");
  if (document.activeElement !== search) search.value = new URLSearchParams(location.search).get("q") ?? "";
  if (document.activeElement === document.body) add_link()?.focus();
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const asked_by = detail.requestConfig?.elt;
  if (asked_by?.matches("#filter-pop [data-filter-form]")) after_form(asked_by, detail.xhr.status === 422);
  else if (asked_by?.matches("[data-list-bar]")) after_link();
});

on_key(
  "filter",
  () => {
    add_link().click();
    return true;
  },
  () => add_link() !== null,
);
