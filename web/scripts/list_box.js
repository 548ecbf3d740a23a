// A field whose suggestions are a list box below it (ARIA's combobox): arrows walk them, Enter takes one. htmx fetches them into
// `box` as links and buttons with the mark data-hit, which serve as they are without script.

/**
 * @param {{is_open: () => boolean, on_change?: () => void, picks_first?: () => boolean}} how
 *   is_open: whether the box is shown; on_change: new suggestions came; picks_first: Enter takes the first one
 */
export function make_list_box(field, box, { is_open, on_change = () => {}, picks_first = () => false }) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", box.id);
  field.setAttribute("aria-expanded", "false");

  const options = () => [...box.querySelectorAll("[data-hit]")];
  const chosen = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

  function choose(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Says what is open; call it when that changed. */
  function show() {
    field.setAttribute("aria-expanded", String(is_open() && options().length > 0));
    choose(is_open() && picks_first() ? options()[0] : undefined);
  }

  box.addEventListener("htmx:afterSwap", () => {
    mark_as_list_box(box, field);
    on_change();
    show();
  });
  field.addEventListener("keydown", (event) => {
    if (!is_open()) return;
    const all = options();
    const now = chosen();
    if (event.key === "ArrowDown") choose(all[(now + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(now <= 0 ? all.length : now) - 1]);
    else if (event.key === "Enter" && now >= 0 && !event.defaultPrevented) all[now].click();
    else return;
    event.preventDefault();
  });
  return { options, show };
}

function mark_as_list_box(box, field) {
  const list = box.querySelector("[data-hits]");
  if (!list) return;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.label ?? field.getAttribute("aria-label"));
  for (const [index, group] of [...list.querySelectorAll("[data-hit-group]")].entries()) {
    const heading = group.querySelector("[data-hit-heading]");
    heading.id = `${box.id}-group-${index}`;
    heading.setAttribute("role", "presentation");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    for (const item of group.querySelectorAll("ul, li, form")) item.setAttribute("role", "presentation");
  }
  for (const [index, option] of [...list.querySelectorAll("[data-hit]")].entries()) {
    option.id = `${box.id}-${index}`;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
  }
}
