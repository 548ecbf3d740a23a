// Lines are dragged to another place of their list; the address of the line is told how many places, up (-) or down (+). The buttons
// of the line do the same by keyboard and without script.
let dragged;

for (const line of document.querySelectorAll("[data-sortable] > [data-sort-item]")) line.draggable = true;

function move(line, places) {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: line.dataset.sortItem, hidden: true });
  const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";
  for (const [name, value] of Object.entries({ csrf, places })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
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
  if (line !== dragged) move(dragged, lines.indexOf(line) - lines.indexOf(dragged));
});
document.addEventListener("dragend", () => {
  mark(undefined);
  dragged = undefined;
});
