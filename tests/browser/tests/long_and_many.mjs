// Long words, long lists, and paper.
import { strict as assert } from "node:assert";
import { widths } from "../support/browser.mjs";
import { scenario } from "../support/scenario.mjs";
import { made_client, path_is, sees } from "../support/steps.mjs";

const long = (letter, length = 120) => letter.repeat(length);

/** Everything that can be long, as long as it may be, without a place to break it. */
async function long_words(office) {
  const company = await office.make("companies", {
    name: long("C"),
    email: `${long("c", 60)}@${long("d", 60)}.example`,
  });
  const tag = await office.make("tags", { name: long("T", 60) });
  const field = await office.make("custom_fields", { label: long("F", 60), type: "text" });
  const client = await made_client(office, {
    first_name: long("V"),
    last_name: long("N"),
    email: `${long("e", 60)}@${long("m", 60)}.example`,
    company: company.id,
    tags: [tag.id],
    reference: long("R"),
    description: long("D"),
    billing_address: { street: long("S"), city: long("O") },
    custom: { [field.name]: long("W") },
  });
  const contact = await office.make("contacts", {
    name: long("K"),
    position: long("P"),
    email: `${long("k", 60)}@${long("x", 60)}.example`,
    clients: [client.id],
  });
  const note = await office.make("notes", { client: client.id, text: `${long("A")}\n\n## ${long("H")}` });
  const document = await office.send("documents", { about: `client:${client.id}` }, `${long("L")}.txt`);
  return { client, company, contact, note, document, tag, field };
}

const pages_of = ({ client, company, contact, note, document, tag, field }) => [
  `/clients?q=${long("N")}`,
  `/clients?tags=${tag.id}`,
  ...["", "/contacts", "/notes", "/documents", "/history", "/edit", "/delete"].map(
    (part) => `/clients/${client.id}${part}`,
  ),
  ...["companies", "contacts", "documents", "notes"].map((kind) => `/${kind}`),
  ...["", "/clients", "/edit", "/delete"].map((part) => `/companies/${company.id}${part}`),
  ...["", "/edit", "/delete"].map((part) => `/contacts/${contact.id}${part}`),
  `/documents/${document.id}`,
  `/clients/${client.id}/notes/${note.id}/edit`,
  `/notes/${note.id}`,
  "/settings/tags",
  "/settings/fields",
  `/settings/fields/${field.id}/delete`,
  `/settings/tags/${tag.id}/delete`,
  `/search?q=${long("K")}`,
  "/history",
  `/palette?q=${long("N")}`,
];

scenario("[U5] no page is wider than its window, however long the words", {}, async ({ page, office }) => {
  const records = await long_words(office);
  const found = [];
  for (const path of pages_of(records)) {
    await page.goto(path);
    for (const [name, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 });
      const { wide, who } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const out = [...document.querySelectorAll("body *")].find(
          (element) => element.getBoundingClientRect().right > clientWidth + 1,
        );
        return { wide: scrollWidth > clientWidth, who: out?.outerHTML.slice(0, 120) };
      });
      if (wide) found.push(`${path.slice(0, 60)} on a ${name}: ${who}`);
    }
  }
  for (const kind of ["clients", "contacts", "companies"])
    for (const { id } of (
      await office.api("GET", `${kind}?q=${long(kind === "clients" ? "N" : kind === "contacts" ? "K" : "C")}`)
    ).items)
      await office.api("DELETE", `${kind}/${id}`).catch(() => {});
  assert.deepEqual(found, []);
});

scenario("[P1] an e-mail address stays on one line, its domain in sight", {}, async ({ page, office }) => {
  const email = `${long("very.", 10).slice(0, 49)}long.name@office-of-the-north.example`;
  const { id } = await made_client(office, { email });
  for (const width of Object.values(widths)) {
    await page.setViewportSize({ width, height: 900 });
    for (const [path, place] of [
      [`/clients/${id}`, "#value-email .mail"],
      [`/clients?q=${encodeURIComponent(email)}`, "tbody .mail"],
    ]) {
      await page.goto(path);
      const mail = page.locator(place);
      assert.equal(await mail.textContent(), email);
      await mail.hover();
      const title = await mail.evaluate((element) => element.closest("[title]")?.title);
      const [whole, begin, name, domain] = await mail.evaluate((element) =>
        [element, ...element.children].map((part) => ({
          ...part.getBoundingClientRect().toJSON(),
          line: parseFloat(getComputedStyle(part).lineHeight) || 20,
          hidden: part.scrollWidth - part.clientWidth,
        })),
      );
      assert.ok(whole.height < 2 * whole.line, `${path} at ${width}: ${whole.height}`);
      assert.ok(name.hidden > 0 || domain.hidden <= 0, `${path} at ${width}: the name is cut before the domain`);
      assert.equal(begin.hidden, 0);
      if (name.hidden > 0) assert.equal(title, email);
      assert.ok(whole.right <= width);
    }
  }
});

scenario("[P1] an e-mail address is copied whole, on one line", {}, async ({ page, office }) => {
  const email = "a.rather.long.name@copied.example";
  const { id } = await made_client(office, { email });
  await page.goto(`/clients/${id}`);
  const copied = await page.locator("#value-email .mail").evaluate((mail) => {
    getSelection().selectAllChildren(mail);
    const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    mail.dispatchEvent(event);
    return event.clipboardData.getData("text/plain");
  });
  assert.equal(copied, email);
});

scenario("[C5] a list says where one is, and goes on and back", {}, async ({ page, office }) => {
  const { id: tag } = await office.make("tags", { name: "paged" });
  await Promise.all(
    Array.from({ length: 120 }, (_, at) =>
      made_client(office, { first_name: String(at).padStart(3, "0"), last_name: "Paged", tags: [tag] }),
    ),
  );
  const here = page.locator(".pages");
  const first = () => page.locator("a[data-row]").first().innerText();
  const go = (name) => page.locator(".pages").getByRole("link", { name }).click();
  for (const sort of ["", "&sort=-created", "&sort=email"]) {
    await page.goto(`/clients?tags=${tag}${sort}`);
    await sees(here, "1–50 of 120");
    assert.equal(await here.getByRole("link", { name: "Previous" }).count(), 0);
    const begins = [await first()];
    for (const where of ["51–100 of 120", "101–120 of 120"]) {
      await go("Next");
      await sees(here, where);
      begins.push(await first());
    }
    assert.equal(await here.getByRole("link", { name: "Next" }).count(), 0);
    for (const [where, begin] of [
      ["51–100 of 120", begins[1]],
      ["1–50 of 120", begins[0]],
    ]) {
      await go("Previous");
      await sees(here, where);
      assert.equal(await first(), begin);
    }
  }
});

scenario("[C5] a list is sorted by what every record has: its last activity", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { last_name: "Lately" });
  await made_client(office, { last_name: "Later" });
  await office.make("notes", { client: id, text: "Was here" });
  await page.goto("/clients?column=activity&column=created&column=email");
  await page.getByRole("columnheader", { name: "Last activity" }).getByRole("link").click();
  await path_is(page, /sort=activity/);
  await page.getByRole("columnheader", { name: "Last activity" }).getByRole("link").click();
  await path_is(page, /sort=-activity/);
  await sees(page.locator("tbody tr").first(), "Lately");
  await sees(page.locator("tbody tr").first(), /\d{1,2} \w+ \d{4}/);
});

const shown = (place) => place.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);

scenario(
  "[P1] a client on paper is a sheet: office, date, contacts, and nothing empty",
  {},
  async ({ page, office }) => {
    await page.goto("/settings/currency");
    await page.getByLabel("Name of the office").fill("Oak & Sons");
    await page.getByRole("button", { name: "Save" }).click();
    const { id } = await made_client(office, { last_name: "Onpaper", phone: "5550 1234" });
    await office.make("contacts", { name: "Carla Caller", phone: "5550 4321", position: "Owner", clients: [id] });
    await office.make("notes", { client: id, text: "Rang twice" });
    await page.goto(`/clients/${id}`);
    assert.equal(await shown(page.locator(".sheet-head, .sheet-contacts")), 0);
    await page.emulateMedia({ media: "print" });
    for (const text of ["Oak & Sons", String(new Date().getFullYear()), "Carla Caller", "5550 4321", "Rang twice"])
      await sees(page.locator("main"), text);
    assert.equal(await shown(page.locator(".sheet-head, .sheet-contacts")), 2);
    for (const what of ["main button", "main .btn", "main input", "main textarea", ".top", ".side", ".rating", ".tabs"])
      assert.equal(await shown(page.locator(what)), 0, what);
    const empty = await page
      .locator("main .value")
      .evaluateAll(
        (all) => all.filter((one) => one.checkVisibility() && !one.querySelector("dd").innerText.trim()).length,
      );
    assert.equal(empty, 0);
    assert.equal(await page.locator(".value", { hasText: "Website" }).first().isVisible(), false);
    assert.equal(await page.locator(".value", { hasText: "Phone" }).first().isVisible(), true);
  },
);

scenario("[C5] a list on paper begins on its first page", {}, async ({ page }) => {
  await page.goto("/clients");
  await page.emulateMedia({ media: "print" });
  const card = page.locator(".table-card");
  assert.equal(await card.evaluate((element) => getComputedStyle(element).breakInside), "auto");
  assert.equal(await shown(page.locator("main .btn, .top, .side, .filter-search")), 0);
  const { y } = await card.boundingBox();
  assert.ok(y < 150, `begins at ${y}`);
});
