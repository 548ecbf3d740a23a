// [data-copy="id"]: puts the text of that element on the clipboard and says so. Hidden where a browser lets no page do that
// (over plain HTTP, for one): the text can be selected.
const buttons = () => document.querySelectorAll("[data-copy]");

function reveal() {
  if (!navigator.clipboard) return;
  for (const button of buttons()) button.hidden = false;
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.copied;
  } catch {
    button.hidden = true;
  }
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
