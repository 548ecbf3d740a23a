// Live search in the top bar: `/` or Ctrl-K goes there, arrows walk the results, Enter opens one, Escape closes.
// htmx fetches the results while typing; this file makes the field a combobox and the results its list box.
import { is_typing } from "./keys.js";

const field = document.getElementById("search-field");
const popup = document.getElementById("search-results");

if (field && popup) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", popup.id);
  field.setAttribute("aria-expanded", "false");

  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !is_typing(event);
    const ctrl_k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!slash && !ctrl_k) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  popup.addEventListener("htmx:afterSwap", () => {
    mark_as_list_box();
    set_open(field.value.trim() !== "" && document.activeElement === field);
  });
  field.addEventListener("keydown", walk);
  field.addEventListener("input", () => field.value.trim() === "" && set_open(false));
  field.addEventListener("focus", () => field.value.trim() !== "" && options().length > 0 && set_open(true));
  document.addEventListener("pointerdown", ({ target }) => {
    if (!popup.contains(target) && target !== field) set_open(false);
  });
  field.addEventListener("blur", ({ relatedTarget }) => {
    if (!popup.contains(relatedTarget)) set_open(false);
  });
}

function options() {
  return [...popup.querySelectorAll("[data-hit]")];
}

function mark_as_list_box() {
  const list = popup.querySelector("[data-hits]");
  if (!list) return;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label"));
  for (const [index, group] of [...list.querySelectorAll("[data-hit-group]")].entries()) {
    const heading = group.querySelector("[data-hit-heading]");
    heading.id = `hits-${index}`;
    heading.setAttribute("role", "presentation");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    for (const item of group.querySelectorAll("ul, li")) item.setAttribute("role", "presentation");
  }
  for (const [index, option] of options().entries()) {
    option.id = `hit-${index}`;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
  }
  field.removeAttribute("aria-activedescendant");
}

function set_open(open) {
  popup.hidden = !open;
  field.setAttribute("aria-expanded", String(open && options().length > 0));
  if (!open) choose(undefined);
}

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (!option) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function walk(event) {
  if (event.key === "Escape") {
    if (popup.hidden) field.blur();
    else event.preventDefault(); // the browser would empty the field too
    set_open(false);
    return;
  }
  if (popup.hidden) return;
  const all = options();
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(all[(now + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all[(now <= 0 ? all.length : now) - 1]);
  else if (event.key === "Enter" && now >= 0) all[now].click();
  else return;
  event.preventDefault();
}
