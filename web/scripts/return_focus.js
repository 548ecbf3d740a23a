// Focus stays where the work is. What a form was sent with has the focus afterwards too, or what took its place, or what stands
// beside it: after htmx swapped a part in, and on the page that comes next. [data-focus-after="#note-text"] on a form says where
// the work goes on instead. A message's Undo leads back to where the change was made.
const place = "work";
const reachable = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select, textarea";
const id_of = (element) => (element?.id ? [`#${CSS.escape(element.id)}`] : []);

/** Those after it in its list, then those before it. */
function neighbours_of(element) {
  const all = [...(element.closest("[data-roving]")?.querySelectorAll(reachable) ?? [])];
  const at = all.indexOf(element);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).toReversed()].flatMap(id_of);
}

/** Selectors of where the work may go on, the nearest first. */
function places_around(element, form) {
  const places = form.dataset.focusAfter ? [form.dataset.focusAfter] : [];
  places.push(...id_of(element), ...neighbours_of(element));
  const row = element.closest("tr")?.querySelector("a[data-row]");
  if (row) places.push(`a[data-row][href="${CSS.escape(row.getAttribute("href"))}"]`);
  for (let box = element.closest("[id]"); box && box.id !== "main"; box = box.parentElement.closest("[id]"))
    places.push(...id_of(box));
  return places;
}

function focus_first(places) {
  for (const selector of places) {
    const found = document.querySelector(selector);
    const there = found?.matches(reachable) ? [found] : [...(found?.querySelectorAll(reachable) ?? [])];
    const target = there.find((element) => element.checkVisibility());
    if (!target) continue;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
    return true;
  }
  return false;
}

const is_lost = () => document.activeElement === document.body;
const remembered = () => JSON.parse(sessionStorage.getItem(place) ?? "{}");
const remember = (work) => sessionStorage.setItem(place, JSON.stringify(work));

document.addEventListener(
  "submit",
  ({ target: form, submitter }) => {
    if (form.method !== "post" || form.closest("dialog")) return;
    const element = form.contains(document.activeElement) ? document.activeElement : (submitter ?? form);
    const places = form.closest(".toast-note") ? remembered().places : places_around(element, form);
    remember({ places, path: location.pathname, waits: true });
  },
  { capture: true },
);

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const { places, waits } = remembered();
  if (detail.requestConfig?.verb === "get" || !waits) return;
  remember({ places });
  if (is_lost()) focus_first(places);
});

addEventListener("load", () => {
  const { places, path, waits } = remembered();
  if (!waits) return;
  remember({ places });
  if (!is_lost() || focus_first(places ?? [])) return;
  if (path === location.pathname) document.getElementById("main")?.focus({ preventScroll: true });
});
