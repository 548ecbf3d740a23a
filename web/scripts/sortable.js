// Lines are dragged to another place of their list; the form of the line says how many places, up (-) or down (+). The buttons of the
// line do the same by keyboard and without script.
let dragged;

for (const line of document.querySelectorAll("[data-sortable] > [data-sort-item]")) {
  if (line.querySelector("[data-sort-form]")) line.draggable = true;
}

const line_of = (event) => {
  const line = event.target.closest?.("[data-sort-item]");
  return line && dragged && line.parentElement === dragged.parentElement ? line : undefined;
};

function mark(line) {
  for (const other of document.querySelectorAll("[data-sort-item].is-over")) other.classList.remove("is-over");
  line?.classList.add("is-over");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-sort-item][draggable=true]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const line = line_of(event);
  if (!line) return;
  event.preventDefault();
  mark(line === dragged ? undefined : line);
});
document.addEventListener("drop", (event) => {
  const line = line_of(event);
  if (!line) return;
  event.preventDefault();
  const lines = [...line.parentElement.children];
  const form = dragged.querySelector("[data-sort-form]");
  form.elements.places.value = lines.indexOf(line) - lines.indexOf(dragged);
  if (line !== dragged) form.requestSubmit();
});
document.addEventListener("dragend", () => {
  mark(undefined);
  dragged = undefined;
});
