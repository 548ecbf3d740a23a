// What scrolls sideways on a narrow page fades at the side where there is more, and begins with the place that is open in view.
function say_where_more_is(list) {
  const hidden = list.scrollWidth - list.clientWidth;
  const before = Math.abs(list.scrollLeft); // negative where the page runs from right to left
  list.toggleAttribute("data-more-before", before > 1);
  list.toggleAttribute("data-more-after", before < hidden - 1);
}

const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => say_where_more_is(target)));

function show_open_place(list) {
  const open = list.querySelector("[aria-current]")?.getBoundingClientRect();
  if (!open || list.scrollWidth <= list.clientWidth) return;
  const { left, width } = list.getBoundingClientRect();
  list.scrollLeft += open.left - left - (width - open.width) / 2;
}

function watch_all() {
  for (const list of document.querySelectorAll("[data-sideways]:not([data-watched])")) {
    list.dataset.watched = "";
    show_open_place(list);
    list.addEventListener("scroll", () => say_where_more_is(list), { passive: true });
    resized.observe(list);
  }
}
watch_all();
document.addEventListener("htmx:afterSettle", watch_all);
