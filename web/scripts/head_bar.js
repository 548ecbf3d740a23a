// [data-head-bar] stays in view once [data-head] is scrolled away below the frame.
const head = document.querySelector("[data-head]");
let is_away = false;

function show() {
  const bar = document.querySelector("[data-head-bar]");
  if (bar) bar.hidden = !is_away;
}

if (head) {
  const top = document.querySelector(".top")?.offsetHeight ?? 0;
  const watcher = new IntersectionObserver(
    ([entry]) => {
      is_away = !entry.isIntersecting;
      show();
    },
    { rootMargin: `-${top}px 0px 0px` },
  );
  watcher.observe(head);
  document.addEventListener("htmx:oobAfterSwap", show);
}
