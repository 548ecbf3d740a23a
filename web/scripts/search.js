// Live search in the top bar: arrows walk the results, Enter opens one, Escape closes.
import { on_key } from "./keys.js";
import { make_list_box } from "./list_box.js";

const field = document.getElementById("search-field");
const popup = document.getElementById("search-results");

if (field && popup) {
  const { options, show } = make_list_box(field, popup, {
    is_open: () => !popup.hidden,
    on_change: () => (popup.hidden = field.value.trim() === "" || document.activeElement !== field),
  });
  const set_open = (open) => {
    popup.hidden = !open;
    show();
  };

  on_key("search", () => {
    field.focus();
    field.select();
    return true;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (popup.hidden) field.blur();
    else event.preventDefault(); // the browser would empty the field too
    set_open(false);
  });
  field.addEventListener("input", () => field.value.trim() === "" && set_open(false));
  field.addEventListener("focus", () => field.value.trim() !== "" && options().length > 0 && set_open(true));
  document.addEventListener("pointerdown", ({ target }) => {
    if (!popup.contains(target) && target !== field) set_open(false);
  });
  field.addEventListener("blur", ({ relatedTarget }) => {
    if (!popup.contains(relatedTarget)) set_open(false);
  });
}
