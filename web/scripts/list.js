// Lists by keyboard: j and k walk the rows, Enter opens (the link has the focus), x selects. Shift and click selects a run.
import { is_typing } from "./keys.js";

document.addEventListener("keydown", (event) => {
  if (is_typing(event) || event.shiftKey) return;
  const links = [...document.querySelectorAll("[data-list] tbody a[data-row]")];
  if (links.length === 0) return;
  const here = document.activeElement.closest("[data-list] tbody tr")?.querySelector("a[data-row]");
  const now = links.indexOf(here);
  if (event.key === "j") links[Math.min(now + 1, links.length - 1)].focus();
  else if (event.key === "k") links[Math.max(now - 1, 0)].focus();
  else if (event.key === "x" && here) here.closest("tr").querySelector("input[type=checkbox]")?.click();
  else return;
  event.preventDefault();
});

let last_clicked;
document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-list] input[type=checkbox]");
  if (!box) return;
  const boxes = [...document.querySelectorAll("[data-list] tbody input[type=checkbox]")];
  if (box.matches("[data-select-all]")) {
    for (const other of boxes) other.checked = box.checked;
  } else {
    if (event.shiftKey && boxes.includes(last_clicked)) {
      const [from, to] = [boxes.indexOf(last_clicked), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const other of boxes.slice(from, to + 1)) other.checked = box.checked;
    }
    last_clicked = box;
  }
  const bar = document.querySelector("[data-bulk]");
  const selected = boxes.filter((other) => other.checked).length;
  if (!bar) return;
  bar.classList.toggle("has-selection", selected > 0);
  bar.querySelector("[data-bulk-count]").textContent = selected;
});
