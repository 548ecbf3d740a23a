import { strict as assert } from "node:assert";
import { client } from "../support/clients.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, filter_by, has_no, made_client, path_is, sees, spoken } from "../support/steps.mjs";

const hits = (page) => page.locator("#search-results [data-hit]");

scenario("[C4] search while typing: slash, arrows, Enter, Escape", {}, async ({ page }) => {
  await page.goto("/companies");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-field");
  await page.keyboard.type("call hea");
  await sees(hits(page), "Callahan, Heather");
  const field = page.getByRole("combobox");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[data-hit][aria-selected=true]").count(), 1);
  await page.keyboard.press("Escape");
  await page.locator("#search-results").waitFor({ state: "hidden" });
  assert.equal(await field.inputValue(), "call hea");
  await page.keyboard.type("t");
  await sees(hits(page), "Callahan, Heather");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await path_is(page, /^\/clients\/\d+$/);
  await sees(page.getByRole("heading", { level: 1 }), "Heather Callahan");

  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-field");
  await page.keyboard.type("no such thing at all");
  await sees(page.locator("#search-results"), "Nothing found");
});

scenario(
  "[C4] search finds accents typed without, last digits of a phone, e-mail, company, tag",
  {},
  async ({ page }) => {
    await page.goto("/clients");
    const field = page.locator("#search-field");
    const name = ({ "First Name": first, "Last Name": last }) => `${last}, ${first}`;
    for (const [typed, found] of [
      ["angstrom", "Ångström"],
      ["weiss", "Weiß"],
      ["dvorak zoe", "Dvořák, Zoë"],
      [client(77).Phone.slice(-4), name(client(77))],
      [client(77).Phone.replace(/\D/g, ""), name(client(77))],
      ["client123@ex", name(client(123))],
      ["soehne", null],
      ["sohne", "Acker & Söhne"],
      ["long springfield 90", name(client(90))],
    ]) {
      await field.fill(typed);
      if (found) await sees(hits(page), found);
    }
    await field.fill("");
    await page.locator("#search-results").waitFor({ state: "hidden" });
  },
);

scenario("[C4] Enter shows all results as a page with an address of its own", {}, async ({ page }) => {
  await page.goto("/clients");
  await page.locator("#search-field").fill("springfield");
  await page.keyboard.press("Enter");
  await path_is(page, "/search?q=springfield");
  await sees(page.locator("main a.hit"), ",");
  await page.reload();
  await sees(page.locator("main a.hit"), ",");
  assert.ok((await page.locator("main a.hit").count()) > 40);
  await page.goto("/search?q=street"); // everybody
  await page.getByRole("link", { name: "Show all results" }).click();
  await path_is(page, "/clients?q=street");
});

scenario("[C5] the list is filtered while typing; Back and reload keep the filter", {}, async ({ page }) => {
  await page.goto("/clients");
  await sees(page.getByRole("heading", { level: 1 }), /[3-9]\d\d/);
  const total = await page.locator("#list-total").innerText();
  await page.getByLabel("Search in this list").fill("köln");
  await path_is(page, "/clients?q=k%C3%B6ln");
  await has_no(page.locator("#list-total", { hasText: total }));
  await eventually(async () => assert.equal(await page.locator("tbody tr").count(), 50));
  await page.locator("a[data-row]").nth(3).click();
  await path_is(page, /^\/clients\/\d+$/);
  await page.goBack();
  await path_is(page, "/clients?q=k%C3%B6ln");
  assert.equal(await page.getByLabel("Search in this list").inputValue(), "köln");
  await page.reload();
  await page.getByRole("link", { name: "Clear all" }).click();
  await path_is(page, "/clients");
  await eventually(async () => assert.equal(await page.locator("tbody tr").count(), 50));
  await eventually(async () => assert.equal(await page.getByLabel("Search in this list").inputValue(), ""));
});

scenario(
  "[C1] [C5] the list filters by tag and company, sorts by its heads, and goes on to the next page",
  {},
  async ({ page, office }) => {
    // clients of this test only: others may have names that come first
    const { id: tag } = await office.make("tags", { name: "sortable" });
    const numbers = Array.from({ length: 55 }, (_, index) => index + 10);
    await Promise.all(
      numbers.map((number) => made_client(office, { first_name: `No${number}`, last_name: "Sortable", tags: [tag] })),
    );
    await page.goto("/clients");
    await filter_by(page, "Tags", "vip");
    await path_is(page, /^\/clients\?tags=\d+$/);
    await eventually(async () => {
      for (const row of await page.locator("tbody tr").allInnerTexts()) assert.match(row, /vip/);
    });
    await page.goBack();
    await path_is(page, "/clients");
    await eventually(async () => assert.equal(await page.locator("#list-filters .chip").count(), 0));
    await page.waitForLoadState("networkidle"); // going back may still fetch the list

    await page.goto(`/clients?tags=${tag}`);
    const names = () => page.locator("a[data-row]").allInnerTexts();
    const numbered = numbers.map((number) => `Sortable, No${number}`);
    assert.deepEqual(await names(), numbered.slice(0, 50));
    await page.getByRole("link", { name: "Next" }).click();
    await path_is(page, /after=/);
    assert.deepEqual(await names(), numbered.slice(50));
    await page.getByRole("link", { name: "First" }).click();
    await path_is(page, `/clients?tags=${tag}`);
    await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
    await path_is(page, /^\/clients\?(?=.*tags=\d)(?=.*sort=-name)/);
    assert.deepEqual(await names(), numbered.toReversed().slice(0, 50));
  },
);

scenario("[C5] columns can be chosen, and stay chosen", {}, async ({ page }) => {
  await page.goto("/clients");
  await page.locator("#list-columns").click();
  await page.getByLabel("Rating", { exact: true }).last().check();
  await sees(page.locator("#list th"), "Rating");
  await page.goto("/clients");
  await sees(page.locator("#list th"), "Rating");
});

scenario("the list by keyboard: j and k walk, Enter opens", {}, async ({ page }) => {
  await page.goto("/clients");
  const names = await page.locator("a[data-row]").allInnerTexts();
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), names[1]);
  await page.keyboard.press("Enter");
  await sees(page.getByRole("heading", { level: 1 }), spoken(names[1]));
});

scenario(
  "[C4] a hit says what it was found by; who is not found can be made; Enter opens a single one",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office, { other_phone: "+44 20 7946 0777" });
    await office.make("notes", { client: id, text: "The quokka key hangs by the door" });
    await page.goto("/clients");
    const search = page.locator("#search-field");
    await search.fill("79460777");
    await sees(page.locator("#search-results .hit"), "Other phone");
    await sees(page.locator("#search-results mark"), "+44 20 7946 0777");
    await search.press("Enter");
    await path_is(page, `/clients/${id}`);
    await search.fill("quokka");
    await sees(page.locator("#search-results .hit"), "quokka");
    await search.fill("0777 1234567");
    await page.locator("#search-results .hit", { hasText: "New client: 0777 1234567" }).click();
    await path_is(page, /^\/clients\/new\?/);
    assert.equal(await page.getByLabel("Phone", { exact: true }).inputValue(), "0777 1234567");
  },
);
