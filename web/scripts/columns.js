// The columns of a list are put in order in their menu: rows are dragged, moved by their buttons, or by Alt and an arrow. The list
// follows at once.
const row_of = (element) => element?.closest?.("[data-column]");

function tell(row) {
  row.closest("[data-columns]").dataset.moved = "";
  if (row.querySelector("input").checked) row.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Past its neighbour; what had the focus keeps it. */
function move(row, down) {
  const focused = document.activeElement;
  const neighbour = down ? row.nextElementSibling : row.previousElementSibling;
  if (!row_of(neighbour)) return;
  if (down) neighbour.after(row);
  else neighbour.before(row);
  focused.focus();
  tell(row);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-column] button");
  if (!button) return;
  event.preventDefault();
  move(row_of(button), !button.value.startsWith("-"));
});

document.addEventListener(
  "keydown",
  (event) => {
    const row = row_of(event.target);
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // the arrows alone walk in the menu
    move(row, event.key === "ArrowDown");
  },
  true,
);

let dragged;
document.addEventListener("pointerdown", ({ target }) => {
  const row = row_of(target);
  if (row) row.draggable = true;
});
document.addEventListener("dragstart", ({ target, dataTransfer }) => {
  dragged = row_of(target);
  if (dragged) dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const row = row_of(event.target);
  if (!dragged || !row) return;
  event.preventDefault();
  if (row === dragged) return;
  const { top, height } = row.getBoundingClientRect();
  if (event.clientY > top + height / 2) row.after(dragged);
  else row.before(dragged);
});
document.addEventListener("dragend", () => {
  if (dragged) tell(dragged);
  dragged = undefined;
});
