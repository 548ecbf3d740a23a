// A name in a picker that is none of those found is offered to be made. Without script the box asks when it is saved.
function offer(field, name) {
  const line = field.parentElement.querySelector("[data-new-name]");
  if (!line) return;
  const box = line.querySelector("input");
  line.hidden = !name.trim();
  line.querySelector("strong").textContent = name;
  box.value = name;
  box.checked = false;
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-picker]")) offer(target, "");
});

document.addEventListener("htmx:afterRequest", ({ target: field }) => {
  if (!field.matches("[data-picker]")) return;
  const typed = field.value.trim().toLowerCase();
  const found = [...field.list.options].some(({ value }) => value.toLowerCase() === typed);
  offer(field, found ? "" : field.value);
});
