// Short messages about what was done. Good news goes by itself; errors stay until closed.
// The server sends them with a page (parts/toasts) or with a fragment by `HX-Trigger: {"toast": {"text": …, "kind": …, "undo": …}}`.
const seconds_shown = 6;

/**
 * @param {string} text
 * @param {"success"|"info"|"warning"|"error"} kind
 * @param {{sign_in?: boolean, undo?: string}} more  sign_in: with a link to sign in, in a window of its own; undo: where a POST
 *   takes it back
 */
export function show_toast(text, kind = "success", { sign_in = false, undo = "" } = {}) {
  const template = document.getElementById("toast-template");
  if (!template) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast-${kind}`);
  toast.querySelector("[data-toast-text]").textContent = text;
  toast.querySelector("[data-toast-sign-in]").hidden = !sign_in;
  const taking_back = toast.querySelector("[data-toast-undo]");
  taking_back.hidden = !undo;
  taking_back.action = undo;
  const toasts = document.getElementById("toasts");
  for (const other of toasts.querySelectorAll(".toast-error")) {
    if (other.textContent === toast.textContent) other.remove(); // said again, not twice
  }
  toasts.append(toast);
  leave_soon(toast);
}

function leave_soon(toast) {
  if (toast.matches(".toast-error, .toast-warning")) return;
  let timer = setTimeout(() => toast.remove(), seconds_shown * 1000);
  const stay = () => clearTimeout(timer);
  const go_on = () => (timer = setTimeout(() => toast.remove(), seconds_shown * 500));
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", go_on);
  toast.addEventListener("focusout", go_on);
}

document.addEventListener("toast", ({ detail }) => show_toast(detail.text, detail.kind, detail));
document.addEventListener("click", ({ target }) =>
  target.closest("[data-toast-close]")?.closest(".toast-note").remove(),
);
for (const toast of document.querySelectorAll("#toasts .toast-note")) leave_soon(toast);
