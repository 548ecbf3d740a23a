// A value is edited where it stands: a click on it (not on a link in it) does what its pencil does; Escape does what X does.
import { on_key } from "./keys.js";

// [data-opens="id"] does what the pencil of that value does, where the value is on the page; else it is a link as any.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const pencil = document.querySelector(`#${opener.dataset.opens} a[data-edit]`);
  if (!pencil && !document.querySelector(`#${opener.dataset.opens} [data-value-form]`)) return;
  event.preventDefault();
  const menu = opener.closest("details.menu");
  if (menu) menu.open = false;
  pencil?.click();
});

/** What opens a value that does not stand there by itself, or the menu that has it. */
function opener_of(value) {
  const opener = document.querySelector(`[data-opens="${value.id}"]`);
  return opener?.checkVisibility() ? opener : (opener?.closest("details")?.querySelector("summary") ?? null);
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("a, button, input, select, textarea, label")) return;
  if (getSelection()?.isCollapsed === false) return;
  target.closest("[data-value]")?.querySelector("a[data-edit]")?.click();
});

on_key(
  "cancel",
  ({ target }) => {
    const cancel = target.closest("[data-value-form]")?.querySelector("a[data-cancel]");
    cancel?.click();
    return Boolean(cancel);
  },
  () => document.querySelector("a[data-edit], [data-value-form]") !== null,
);

// The field that opened takes the focus; after saving or cancelling it goes back to the pencil.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const value = target.closest("[data-value]") ?? document.getElementById(target.id);
  if (!value?.matches("[data-value]")) return;
  const field = value.querySelector("[data-value-form] :is(input:not([type=hidden]), select, textarea)");
  const pencil = value.checkVisibility() ? value.querySelector("a[data-edit]") : opener_of(value);
  (field ?? pencil)?.focus();
  if (field?.matches("input[type=text], input[type=tel], input[type=url]")) field.select();
});
