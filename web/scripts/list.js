// Lists by keyboard: j and k walk the rows, Enter opens (the link has the focus).
import { is_typing } from "./keys.js";

document.addEventListener("keydown", (event) => {
  if (is_typing(event) || event.shiftKey) return;
  const links = [...document.querySelectorAll("[data-list] tbody a[data-row]")];
  if (links.length === 0) return;
  const here = document.activeElement.closest("[data-list] tbody tr")?.querySelector("a[data-row]");
  const now = links.indexOf(here);
  if (event.key === "j") links[Math.min(now + 1, links.length - 1)].focus();
  else if (event.key === "k") links[Math.max(now - 1, 0)].focus();
  else return;
  event.preventDefault();
});
