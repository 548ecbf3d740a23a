// A text field of names with commas (or what it says) between them becomes chips: type and Enter (or a comma) adds, X or Backspace
// removes. The field itself stays in the form and holds the same as without script.
function enhance(field) {
  if (field.dataset.enhanced) return;
  field.dataset.enhanced = "yes";
  const separator = field.dataset.tags || ",";
  const box = document.createElement("div");
  box.className = "tag-input form-control";
  const entry = document.createElement("input");
  entry.type = "text";
  entry.className = "tag-input-entry";
  entry.id = field.id;
  entry.autocomplete = "off";
  for (const name of ["list", "aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) entry.setAttribute(name, field.getAttribute(name));
  }
  field.type = "hidden";
  field.removeAttribute("id");
  field.removeAttribute("list");
  field.after(box);
  box.append(entry);

  const names = () => [...box.querySelectorAll("[data-tag]")].map((chip) => chip.dataset.tag);
  const store = () => (field.value = names().join(`${separator} `));
  const add = (text) => {
    for (const name of text.split(separator).map((part) => part.trim())) {
      const known = names().some((other) => other.toLowerCase() === name.toLowerCase());
      if (name && !known) entry.before(chip(name, field.dataset.removeText));
    }
    entry.value = "";
    store();
  };

  entry.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === separator) && entry.value.trim()) {
      event.preventDefault();
      add(entry.value);
    } else if (event.key === "Backspace" && entry.value === "") {
      entry.previousElementSibling?.remove();
      store();
    }
  });
  // A suggestion chosen with the mouse arrives as one input event without a typed character.
  entry.addEventListener("input", (event) => {
    if (event.inputType === undefined || event.inputType === "insertReplacementText") add(entry.value);
  });
  entry.addEventListener("change", () => add(entry.value));
  box.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-tag-remove]");
    if (button) {
      button.parentElement.remove();
      store();
    }
    if (button || target === box) entry.focus();
  });
  add(field.value);
}

function chip(name, remove_text) {
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.dataset.tag = name;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "chip-remove";
  remove.dataset.tagRemove = "";
  remove.setAttribute("aria-label", `${remove_text}: ${name}`);
  remove.textContent = "×";
  chip.append(name, remove);
  return chip;
}

function enhance_all(root) {
  for (const field of root.querySelectorAll("input[data-tags]")) enhance(field);
}
enhance_all(document);
document.addEventListener("htmx:afterSwap", ({ target }) => enhance_all(target.parentElement ?? document));
