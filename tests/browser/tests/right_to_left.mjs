// Names as their owners write them, and pages that run from the right: what is written from the left stays so there.
import { strict as assert } from "node:assert";
import { widths } from "../support/browser.mjs";
import { scenario } from "../support/scenario.mjs";
import { made_client, sees } from "../support/steps.mjs";

/** A language of the tests: English in brackets, from right to left. */
const mirrored = { locale: "qps-plocm" };

const written = {
  chinese: { first_name: "小明", last_name: "王", head: "王小明", row: "王小明" },
  arabic: { first_name: "محمد", last_name: "العربي", head: "محمد العربي", row: "العربي، محمد" },
  latin: {
    first_name: "Heather",
    last_name: "Callahan-Rtl",
    head: "Heather Callahan-Rtl",
    row: "Callahan-Rtl, Heather",
  },
};

for (const [script, { head, row, ...names }] of Object.entries(written))
  scenario(
    `[U6] a name in ${script} is natural in its head, and has no comma that its script lacks`,
    {},
    async (visit) => {
      const { page, office } = visit;
      const { id } = await made_client(office, { ...names, email: `${script}@names.example` });
      await page.goto(`/clients/${id}`);
      assert.equal(await page.locator("h1").innerText(), head);
      assert.ok((await page.title()).startsWith(head));
      await page.goto(`/clients?q=${script}@names.example`);
      assert.equal(await page.locator("a[data-row]").first().innerText(), row);
      await page.locator("#search-field").fill(`${script}@names`);
      await sees(page.locator("#search-results .hit-title"), row);
    },
  );

/** Where each character of an element's text stands, line by line: its place from the left. */
const places = (element) =>
  element.evaluate((node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      for (let at = 0; at < text.length; ++at) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const { left, width, top } = range.getBoundingClientRect();
        if (width > 0) found.push({ sign: text.data[at], left, top: Math.round(top) });
      }
    return found;
  });

async function runs_from_the_left(element) {
  const signs = await places(element);
  assert.ok(signs.length > 0);
  for (let at = 1; at < signs.length; ++at)
    if (signs[at].top === signs[at - 1].top)
      assert.ok(signs[at].left > signs[at - 1].left, `${signs.map(({ sign }) => sign).join("")} at ${at}`);
}

const from_the_left = {
  phone: "+49 (0)351 / 4567",
  other_phone: "(555) 100-1007 x12",
  email: "rtl.person@names.example",
  website: "https://example.com/path/?a=1",
  billing_address: { street: "Hauptstraße 5 (EG)", city: "Dresden", postcode: "01067" },
};

scenario("[U6] numbers, addresses and mail run from the left on a page from the right", mirrored, async (visit) => {
  const { page, office } = visit;
  const { id } = await made_client(office, from_the_left);
  await page.goto(`/clients/${id}`);
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  const runs = (name) => runs_from_the_left(page.locator(`#value-${name} dd > :is(a:not(.pencil), .value-text)`));
  for (const name of ["phone", "email", "billing_address"]) await runs(name);
  await page.goto(`/clients/${id}/details`);
  for (const name of ["other_phone", "website"]) await runs(name);
  await page.goto("/clients?q=rtl.person");
  const cells = page.locator("tbody tr").first().locator("td");
  for (const text of ["rtl.person@names.example", "+49 (0)351 / 4567"])
    await runs_from_the_left(cells.filter({ hasText: text.slice(-8) }).first());
  await page.goto(`/clients/${id}/edit`);
  for (const [name, direction] of [
    ["phone", "ltr"],
    ["email", "ltr"],
    ["first_name", "auto"],
    ["description", "auto"],
  ])
    assert.equal(await page.locator(`[name=${name}]`).getAttribute("dir"), direction, name);
});

/** What stands outside the window or above something beside it. */
const misplaced = (page) =>
  page.evaluate(() => {
    const found = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`is ${scrollWidth} wide in ${clientWidth}`);
    const shown = (element) => element.checkVisibility() && getComputedStyle(element).position === "static";
    for (const box of document.querySelectorAll(
      "main, main .profile, main .page-head, main .actions, main .card-head",
    )) {
      const boxes = [...box.children].filter(shown).map((element) => [element, element.getBoundingClientRect()]);
      for (const [element, { left, right }] of boxes)
        if (left < -1 || right > clientWidth + 1) found.push(`outside: ${element.outerHTML.slice(0, 80)}`);
      for (const [at, [element, one]] of boxes.entries())
        for (const [, other] of boxes.slice(at + 1))
          if (
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
            Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
          )
            found.push(`over another: ${element.outerHTML.slice(0, 80)}`);
    }
    return found;
  });

scenario("[U6] nothing overlaps or leaves the window on a page from the right", mirrored, async ({ page, office }) => {
  const { id } = await made_client(office, { ...from_the_left, email: "rtl2@names.example" });
  await office.make("notes", { client: id, text: "شكرا\n\nThank you" });
  const found = [];
  for (const width of [widths.phone, widths.desktop])
    for (const path of ["/clients", `/clients/${id}`, `/clients/${id}/contacts`, `/clients/${id}/edit`, "/settings"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      for (const finding of await misplaced(page)) found.push(`${path} at ${width}: ${finding}`);
    }
  assert.deepEqual(found, []);
});
