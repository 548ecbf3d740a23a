// Files may be dropped on the box around a file field, which says so; their names are shown.
const box_of = (event) => event.target.closest?.("[data-drop]");

for (const type of ["dragenter", "dragover"]) {
  document.addEventListener(type, (event) => {
    const box = box_of(event);
    if (!box) return;
    event.preventDefault();
    box.classList.add("is-over");
  });
}
document.addEventListener("dragleave", (event) => {
  const box = box_of(event);
  if (box && !box.contains(event.relatedTarget)) box.classList.remove("is-over");
});
document.addEventListener("drop", (event) => {
  const box = box_of(event);
  if (!box || event.dataTransfer.files.length === 0) return;
  event.preventDefault();
  box.classList.remove("is-over");
  const field = box.querySelector("input[type=file]");
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const name = box_of(event)?.querySelector("[data-drop-name]");
  if (name) name.textContent = [...event.target.files].map((file) => file.name).join(", ");
});

function reveal(root) {
  for (const hint of root.querySelectorAll("[data-drop-hint]")) hint.hidden = false;
}
reveal(document);
document.addEventListener("htmx:afterSwap", ({ target }) => reveal(target.parentElement ?? document));
