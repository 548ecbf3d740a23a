// Menus are <details class="menu">: they close on a click elsewhere and on Escape, and only one is open.
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  const items = [...menu.querySelectorAll("a, button")];
  const now = items.indexOf(document.activeElement);
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown") items[(now + 1) % items.length]?.focus();
  else if (event.key === "ArrowUp") items[(now <= 0 ? items.length : now) - 1]?.focus();
  else return;
  event.preventDefault();
});
