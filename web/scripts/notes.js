// The box for notes and the like: Ctrl+Enter saves, a small toolbar writes the Markdown for those who do not know it, and what is
// typed as a note can still become a comment.
import { on_key } from "./keys.js";

on_key(
  "save",
  ({ target }) => {
    const form = target.closest("form[data-ctrl-enter]");
    form?.requestSubmit();
    return Boolean(form);
  },
  () => document.querySelector("form[data-ctrl-enter]") !== null,
);

const marks = {
  bold: { before: "**", after: "**" },
  italic: { before: "_", after: "_" },
  list: { line: "- " },
  quote: { line: "> " },
  link: { before: "[", after: "](https://)" },
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-mark]");
  const text = button?.closest("form")?.querySelector("textarea");
  if (!text) return;
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  const mark = marks[button.dataset.mark];
  const marked = mark.line
    ? chosen.replace(/^/gm, mark.line)
    : mark.before + (chosen || button.dataset.sample || "") + mark.after;
  text.setRangeText(marked, start, end, "select");
  text.focus();
});

function reveal(root) {
  for (const toolbar of root.querySelectorAll("[data-toolbar]")) toolbar.hidden = false;
}
reveal(document);
document.addEventListener("htmx:afterSwap", ({ target }) => reveal(target.parentElement ?? document));

const text_of = (root) => root?.querySelector("#note-text");
let typed = "";
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  const text = target.contains(document.getElementById("composer")) ? text_of(target) : null;
  if (text) typed = text.value;
});
document.addEventListener("htmx:afterSettle", () => {
  const text = text_of(document.getElementById("composer"));
  if (!text) return; // it is kept until there is a box again
  if (typed && !text.value) text.value = typed;
  typed = "";
});
