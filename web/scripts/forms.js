// Small helps around forms: dangerous buttons wake when the name is typed, nothing typed is lost by leaving, a form is
// sent once, and a choice that needs no button sends its form.
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-confirm-name]")) return;
  const button = target.form.querySelector("[data-confirm-button]");
  button.disabled = target.value.trim() !== target.dataset.confirmName.trim();
});
for (const field of document.querySelectorAll("[data-confirm-name]")) {
  field.form.querySelector("[data-confirm-button]").disabled = field.value.trim() !== field.dataset.confirmName.trim();
}

let unsaved = false;
document.addEventListener("input", ({ target }) => {
  if (target.closest("form[data-guard]")) unsaved = true;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.matches("[data-guard]")) unsaved = false;
  if (form.dataset.sent) return event.preventDefault();
  if (!form.hasAttribute("hx-post")) form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-submit-on-change]")) target.form.requestSubmit();
});

for (const list of document.querySelectorAll("[data-error-summary]")) list.focus();
