// Lists by keyboard: j and k walk the rows, x chooses one, Enter opens (the link has the focus). The bar for what was chosen
// comes with the first row; Shift chooses all rows in between.
import { is_typing } from "./keys.js";

const boxes = () => [...document.querySelectorAll('input[name="bulk.id"]')];
let last;

function show_bar() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const count = bar.querySelector("[data-bulk-count]");
  count.textContent = chosen;
  count.parentElement.hidden = false;
  bar.hidden = chosen === 0 && !bar.querySelector('[name="bulk.all"]:checked');
  const page = document.querySelector("[data-bulk-page]");
  page.hidden = false;
  page.checked = chosen === boxes().length;
  page.indeterminate = chosen > 0 && !page.checked;
}

function choose_up_to(box) {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
  for (const one of all.slice(Math.max(from, 0), to + 1)) one.checked = box.checked;
}

document.addEventListener("click", (event) => {
  if (event.target.name !== "bulk.id") return;
  if (event.shiftKey && last) choose_up_to(event.target);
  last = event.target;
  show_bar();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-bulk-page]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches('[data-bulk-page], [name="bulk.all"]')) show_bar();
});
document.addEventListener("htmx:afterSettle", show_bar);
window.addEventListener("pageshow", show_bar); // the browser may have kept what was ticked

document.addEventListener("keydown", (event) => {
  if (is_typing(event) || event.shiftKey) return;
  const links = [...document.querySelectorAll("[data-list] tbody a[data-row]")];
  if (links.length === 0) return;
  const here = document.activeElement.closest("[data-list] tbody tr")?.querySelector("a[data-row]");
  const now = links.indexOf(here);
  if (event.key === "j") links[Math.min(now + 1, links.length - 1)].focus();
  else if (event.key === "k") links[Math.max(now - 1, 0)].focus();
  else if (event.key === "x") here?.closest("tr").querySelector('input[name="bulk.id"]')?.click();
  else return;
  event.preventDefault();
});
