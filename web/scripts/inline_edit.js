// A value is edited where it stands: a click on it (not on a link in it) does what its pencil does; Escape does what X does.
import { on_key } from "./keys.js";

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
  (field ?? value.querySelector("a[data-edit]"))?.focus();
  if (field?.matches("input[type=text], input[type=tel], input[type=url]")) field.select();
});
