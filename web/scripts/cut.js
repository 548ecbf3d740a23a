// A value that has no room in its cell is cut; the whole of it is its title, from when the mouse comes to it.
document.addEventListener("mouseover", ({ target }) => {
  const cell = target.closest?.("[data-list] td, .chip");
  if (!cell || cell.title) return;
  const parts = [cell, ...cell.querySelectorAll("a, .mail, .mail > span")];
  if (parts.some((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0))
    cell.title = cell.textContent.trim();
});
