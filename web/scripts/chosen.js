// Which rows of a list are chosen, over all its pages: kept for this window until some of another list are chosen. Only numbers of
// records are kept, and the list's address.
const place = "chosen";

/** A list is the same one on its other pages and in another order. */
function address_of(form) {
  const query = [...new FormData(form)].filter(
    ([name]) => !["sort", "column"].includes(name) && !name.startsWith("bulk."),
  );
  return `${form.getAttribute("action")}?${new URLSearchParams(query)}`;
}

/** Those of a list: page → numbers. A page is called by the number of its first row. */
export function chosen_of(form) {
  const { list, pages } = JSON.parse(sessionStorage.getItem(place) ?? "{}");
  return list === address_of(form) ? pages : {};
}

export function forget() {
  sessionStorage.removeItem(place);
}

/** Rows that moved here from another page, as the list changed, are chosen here. */
export function keep(form, page, here, on_page) {
  const pages = chosen_of(form);
  const had_some = Object.keys(pages).length > 0;
  for (const other of Object.keys(pages)) pages[other] = pages[other].filter((id) => !on_page.includes(id));
  pages[page] = here;
  for (const other of Object.keys(pages)) if (pages[other].length === 0) delete pages[other];
  if (Object.keys(pages).length > 0) sessionStorage.setItem(place, JSON.stringify({ list: address_of(form), pages }));
  else if (had_some) forget();
  return pages;
}
