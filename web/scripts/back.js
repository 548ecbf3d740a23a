// A page's link back to a list leads to the list as it was left: filtered, sorted, on the page where one was. Each window remembers
// its own; a page that was opened in another window asks where it came from.
const place = (path) => `list:${path}`;

function remember_list() {
  if (document.querySelector("[data-list]")) sessionStorage.setItem(place(location.pathname), location.search);
}

function lead_back() {
  for (const link of document.querySelectorAll("a.back")) {
    if (link.search) continue;
    const before = document.referrer && new URL(document.referrer);
    const came_from = before && before.origin === location.origin && before.pathname === link.pathname && before.search;
    link.search = sessionStorage.getItem(place(link.pathname)) ?? (came_from || "");
  }
}

if (document.body.matches(".frame")) {
  remember_list();
  lead_back();
  document.addEventListener("htmx:pushedIntoHistory", remember_list);
  document.addEventListener("htmx:afterSettle", lead_back);
} else {
  // nobody is signed in: what was searched for is forgotten
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(place(""))) sessionStorage.removeItem(key);
}
