// Keys: what each does is listed once, in the map that `?` shows (web/pages/parts/keys). A module says by the name that stands
// there how it is done; a key that is not listed does nothing.
const map = document.getElementById("keys");
const listed = [...(map?.querySelectorAll("[data-key]") ?? [])].map((key) => ({
  pressed: key.dataset.key,
  name: key.closest("[data-does]").dataset.does,
}));
const deeds = new Map();

/**
 * `act(event)` answers whether it did something; then the browser does nothing of its own. `works()` tells whether there is
 * something to do on this page: only then the map lists the key.
 */
export function on_key(name, act, works = () => true) {
  deeds.set(name, { act, works });
}

/** "Control+k", "Alt+ArrowUp", "?". A letter with Shift is none of ours; signs may need it, as "/" does on a German keyboard. */
function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const letter = /^[a-z]$/i.test(key);
  if (letter && shiftKey) return undefined;
  const modifiers = [(ctrlKey || metaKey) && "Control", altKey && "Alt"].filter(Boolean);
  return [...modifiers, letter ? key.toLowerCase() : key].join("+");
}

/** Whether a key alone belongs to the field that has the focus. */
function is_typing({ target, key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey || key === "Escape") return false;
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || is_typing(event)) return;
  if (document.querySelector("dialog[open]") && !event.ctrlKey && !event.metaKey) return; // the page behind it rests
  const combination = pressed(event);
  const name = listed.find((key) => key.pressed === combination)?.name;
  if (deeds.get(name)?.act(event)) event.preventDefault();
});

addEventListener("load", () => {
  for (const { name } of listed) if (!deeds.has(name)) console.error(`No script says what the key for “${name}” does.`);
});

on_key("show_keys", () => {
  for (const line of map.querySelectorAll("[data-does]")) line.hidden = !deeds.get(line.dataset.does)?.works();
  map.showModal();
  return true;
});
