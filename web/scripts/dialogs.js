// Dialogs close on their X and on a click beside them; Escape, and giving the focus back, is the browser's.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-dialog-close]") || target.matches("dialog[open]")) target.closest("dialog").close();
});
