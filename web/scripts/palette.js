// The palette: Ctrl-K or its button opens it over the page; what it offers comes from /palette as one types.
import { on_key } from "./keys.js";
import { make_list_box } from "./list_box.js";

const dialog = document.getElementById("palette");

if (dialog) {
  const field = dialog.querySelector("input[name=q]");
  const box = document.getElementById("palette-results");
  let enter_waits = false;

  /** What is offered may still be for what was typed before: Enter must not take that. */
  const is_current = () => (box.querySelector("[data-hits]")?.dataset.hitsFor ?? "") === field.value.trim();
  const { options } = make_list_box(field, box, {
    is_open: () => dialog.open,
    picks_first: () => field.value.trim() !== "",
    on_change: () => {
      if (enter_waits && is_current()) queueMicrotask(() => options()[0]?.click());
      enter_waits = false;
    },
  });

  const open = () => {
    if (dialog.open) return field.select();
    box.replaceChildren();
    field.value = "";
    dialog.showModal();
    field.focus();
    field.dispatchEvent(new Event("opened"));
  };
  on_key("open_palette", () => {
    open();
    return true;
  });

  // before the list box hears of it
  field.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter") return;
      if (field.value.trim() === "" && !field.hasAttribute("aria-activedescendant")) event.preventDefault();
      if (is_current()) return;
      event.preventDefault();
      enter_waits = true;
    },
    { capture: true },
  );
  field.addEventListener("input", () => (enter_waits = false));

  const button = document.querySelector("[data-palette-open]");
  button.setAttribute("role", "button");
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
    event.preventDefault();
    open();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
}
