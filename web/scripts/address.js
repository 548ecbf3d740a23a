// Addresses are suggested below the street while it is typed. The chosen one fills all parts and the position; who then types over the
// place loses the position, which was that of another address.
import { make_list_box } from "./list_box.js";

const names = ["street", "postcode", "city", "region", "country", "position"];
const boxes = new WeakMap();

/** The control of a part of the same address. */
const part = (field, name) => field.closest(".parts")?.querySelector(`[name$=".${name}"]`);

function attach(field) {
  const box = field.parentElement.querySelector(".street-hits");
  const is_typing = () => document.activeElement === field;
  const list = make_list_box(field, box, {
    is_open: () => !box.hidden,
    on_change: () => (box.hidden = !is_typing() || !box.querySelector("[data-hit]")),
  });
  const set_open = (open) => {
    box.hidden = !open;
    list.show();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.preventDefault();
    event.stopPropagation(); // what is edited in place stays open
    set_open(false);
  });
  field.addEventListener("blur", ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) set_open(false);
  });
  // A click must not take the focus: it would close the box before it arrives.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  boxes.set(field, set_open);
}

document.addEventListener("focusin", ({ target }) => {
  if (target.matches?.("[data-street]") && !boxes.has(target)) attach(target);
});

function fill(field, hit) {
  for (const name of names) {
    const control = part(field, name);
    const value = hit.dataset[name] ?? "";
    if (control && (value || name === "position")) control.value = value;
  }
  const position = part(field, "position");
  if (position) position.dataset.of = hit.dataset.position;
  boxes.get(field)(false);
  field.focus();
  if (!("goesOn" in hit.dataset)) return;
  field.value += " ";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

document.addEventListener("click", ({ target }) => {
  const hit = target.closest(".street-hits [data-hit]");
  if (hit) fill(hit.closest(".parts").querySelector("[data-street]"), hit);
});

document.addEventListener("input", ({ target, isTrusted }) => {
  if (!isTrusted || !target.closest?.(".parts")) return;
  const position = part(target, "position");
  if (!position || position === target || !names.slice(0, -1).some((name) => part(target, name) === target)) return;
  const known = position.dataset.of ?? position.defaultValue;
  if (position.value === known) position.value = "";
});
