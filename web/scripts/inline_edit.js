// A value is edited where it stands: a click on it (not on a link in it) does what its pencil does; Escape does what X does.
document.addEventListener("click", ({ target }) => {
  if (target.closest("a, button, input, select, textarea, label")) return;
  if (getSelection()?.isCollapsed === false) return;
  target.closest("[data-value]")?.querySelector("a[data-edit]")?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const cancel = event.target.closest("[data-value-form]")?.querySelector("a[data-cancel]");
  if (!cancel) return;
  event.preventDefault();
  cancel.click();
});

// The field that opened takes the focus; after saving or cancelling it goes back to the pencil.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const value = target.closest("[data-value]") ?? document.getElementById(target.id);
  if (!value?.matches("[data-value]")) return;
  const field = value.querySelector("[data-value-form] :is(input:not([type=hidden]), select, textarea)");
  (field ?? value.querySelector("a[data-edit]"))?.focus();
  if (field?.matches("input[type=text], input[type=tel], input[type=url]")) field.select();
});
