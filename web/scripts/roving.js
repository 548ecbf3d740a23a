// A list of small things is one stop for Tab: [data-roving]. Arrows walk in it, Home and End go to its ends (ARIA's roving
// tabindex). It is entered where it was left, or at what is pressed.
const items_of = (list) => [...list.querySelectorAll("a[href], button")];

function stop_at(list, item) {
  for (const other of items_of(list)) other.tabIndex = other === item ? 0 : -1;
}

function begin_all() {
  for (const list of document.querySelectorAll("[data-roving]")) {
    const items = items_of(list);
    const pressed = items.findLast((item) => item.getAttribute("aria-pressed") === "true");
    if (items.filter((item) => item.tabIndex === 0).length > 1) stop_at(list, pressed ?? items[0]);
  }
}
begin_all();
document.addEventListener("htmx:afterSwap", begin_all);

document.addEventListener("focusin", ({ target }) => {
  const list = target.closest("[data-roving]");
  if (list) stop_at(list, target);
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-roving]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = items_of(list);
  const now = items.indexOf(event.target);
  const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const to = {
    ArrowRight: now + (forward === "ArrowRight" ? 1 : -1),
    ArrowLeft: now + (forward === "ArrowLeft" ? 1 : -1),
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to === undefined || now < 0) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
});
