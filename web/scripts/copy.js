// [data-copy="id"]: puts the text of that element on the clipboard and says so.
import { show_toast } from "./toasts.js";

const buttons = () => document.querySelectorAll("[data-copy]");

function reveal() {
  for (const button of buttons()) button.hidden = false;
}

/** As browsers let pages copy over plain HTTP, too: through a field. */
function copy_by_selection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const is_done = document.execCommand("copy");
  field.remove();
  return is_done;
}

async function copied(text) {
  if (!navigator.clipboard) return copy_by_selection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copy_by_selection(text);
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent.trim();
  const is_done = await copied(text);
  button.focus();
  if (!is_done) button.hidden = true;
  else if (button.querySelector("svg")) show_toast(button.dataset.copied, "success");
  else button.textContent = button.dataset.copied;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) void copy(button);
});

// The parts of an e-mail address (parts/mail) are boxes of their own, between which browsers copy line ends.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const from = selection.anchorNode;
  const mail = (from instanceof Element ? from : from?.parentElement)?.closest(".mail");
  const text = selection.toString().replaceAll("\n", "");
  if (!mail || (!mail.contains(selection.focusNode) && text.trim() !== mail.title)) return;
  event.clipboardData.setData("text/plain", text.trim());
  event.preventDefault();
});

reveal();
document.addEventListener("htmx:afterSettle", reveal);
