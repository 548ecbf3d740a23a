// What takes longer than a moment shows that it goes on: a bar at the top of the page while another page comes, a form is on its
// way, or htmx asks. Links that hand out a file leave the page as it is, and show nothing: [data-file].
const a_moment = 150; // milliseconds
let asked = 0; // questions of htmx that are open
let timer;

export function begin_waiting() {
  timer ??= setTimeout(() => (document.documentElement.dataset.busy = ""), a_moment);
}

export function end_waiting() {
  clearTimeout(timer);
  timer = undefined;
  delete document.documentElement.dataset.busy;
}

/** Whether the browser goes to another page by it. */
function leads_away(link, event) {
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (link.target || link.hasAttribute("download") || link.matches("[data-file]")) return false;
  const to = new URL(link.href, location.href);
  return to.origin === location.origin && to.pathname + to.search !== location.pathname + location.search;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link && leads_away(link, event)) begin_waiting();
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented || event.target.matches("[data-guard]")) begin_waiting();
});
document.addEventListener("htmx:beforeSend", () => {
  ++asked;
  begin_waiting();
});
document.addEventListener("htmx:afterRequest", () => {
  asked = Math.max(0, asked - 1);
  if (asked === 0) end_waiting();
});
addEventListener("pageshow", end_waiting);
