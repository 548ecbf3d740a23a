// Colleagues are suggested behind "@" in a text; arrows walk them, Enter or Tab takes one, Escape leaves it. Without script whoever
// writes types the name.
const begun = /(?:^|[^\p{L}\p{N}/@])@([\p{L}\p{N}][^\s@]*(?: [^\s@]*){0,2})$/u;
let asked = 0;

/** What stands between the "@" and the caret. */
function begun_in(field) {
  return begun.exec(field.value.slice(0, field.selectionStart))?.[1];
}

function box_of(field) {
  let box = document.getElementById("mention-list");
  if (box) return box;
  box = document.createElement("ul");
  box.id = "mention-list";
  box.className = "mention-list";
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", field.dataset.mentionsLabel);
  field.after(box);
  field.setAttribute("aria-controls", box.id);
  field.setAttribute("aria-autocomplete", "list");
  return box;
}

function close(field) {
  document.getElementById("mention-list")?.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
}

function choose(field, option) {
  for (const other of option.parentElement.children) other.setAttribute("aria-selected", String(other === option));
  field.setAttribute("aria-activedescendant", option.id);
}

function take(field, option) {
  const begin = begun_in(field);
  const end = field.selectionStart;
  close(field);
  if (begin === undefined) return;
  field.setRangeText(`${option.dataset.name} `, end - begin.length, end, "end");
  field.focus();
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function show(field, people) {
  if (people.length === 0) return close(field);
  const options = people.map(({ value, label }, index) => {
    const option = document.createElement("li");
    option.id = `mention-${index}`;
    option.setAttribute("role", "option");
    option.dataset.name = value;
    option.textContent = value;
    const about = document.createElement("span");
    about.className = "muted";
    about.textContent = ` ${label}`;
    option.append(about);
    return option;
  });
  box_of(field).replaceChildren(...options);
  choose(field, options[0]);
}

async function suggest(field) {
  const number = ++asked;
  const begin = begun_in(field);
  if (begin === undefined) return close(field);
  const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(begin)}`).catch(() => undefined);
  if (!answer?.ok || number !== asked) return;
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  const people = [...part.content.querySelectorAll("option")].map((option) => ({
    value: option.value,
    label: option.textContent,
  }));
  if (number !== asked || begun_in(field) === undefined) return;
  const is_whole = begin.endsWith(" ") && people.some(({ value }) => value === begin.trimEnd());
  show(field, is_whole ? [] : people);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-mentions]")) suggest(target);
});
document.addEventListener(
  "keydown",
  (event) => {
    const field = event.target;
    const options = [...(document.getElementById("mention-list")?.children ?? [])];
    if (!field.matches?.("[data-mentions]") || options.length === 0 || event.ctrlKey || event.isComposing) return;
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(field, options[(now + 1) % options.length]);
    else if (event.key === "ArrowUp") choose(field, options[(now <= 0 ? options.length : now) - 1]);
    else if (event.key === "Enter" || event.key === "Tab") take(field, options[Math.max(now, 0)]);
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("#mention-list [role=option]");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector("[data-mentions]"), option);
});
document.addEventListener("focusout", ({ target }) => {
  if (target.matches("[data-mentions]")) close(target);
});
