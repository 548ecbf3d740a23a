import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, made_client, path_is, sees, spoken, toast } from "../support/steps.mjs";

const options = (page) => page.locator("#palette [role=option]");
const dialog = (page) => page.getByRole("dialog", { name: "Find, open or do" });

scenario(
  "[keys] the palette opens anywhere, does what fits the record in view, and gives the focus back",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "Pal", last_name: "Ette" });
    await page.goto(`/clients/${id}/notes`);
    await page.getByRole("link", { name: "Edit", exact: true }).focus();
    await page.keyboard.press("Control+k");
    await dialog(page).waitFor();
    const field = page.getByRole("combobox", { name: "Find, open or do" });
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await sees(options(page), "Archive");
    await sees(page.locator("#palette [data-hit-heading]"), "Ette, Pal");
    assert.equal(await field.getAttribute("aria-activedescendant"), null);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "hidden" });
    assert.equal(await focused(page), "Edit");

    await page.keyboard.press("Control+k");
    await page.keyboard.type("arch");
    await eventually(async () => assert.equal(await options(page).count(), 1));
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    assert.equal(await options(page).getAttribute("aria-selected"), "true");
    await page.keyboard.press("Enter");
    await sees(toast(page), "Archived");
    await path_is(page, `/clients/${id}/notes`);

    await page.keyboard.press("Control+k");
    await page.keyboard.type("add tag");
    await sees(options(page), "Add tag");
    await page.keyboard.press("Enter");
    await path_is(page, `/clients/${id}/add_tag`);
    await page.getByLabel("Tag", { exact: true }).fill("palette");
    await page.keyboard.press("Control+k"); // while typing, too
    await dialog(page).waitFor();
  },
);

scenario(
  "[keys] the palette finds, goes and begins something new, with arrows and with the mouse",
  {},
  async ({ page }) => {
    await page.goto("/companies");
    const button = page.getByRole("button", { name: "Find, open or do" });
    await button.click();
    await page.keyboard.type("callahan hea");
    await sees(options(page), "Callahan, Heather");
    await page.keyboard.press("Enter");
    await path_is(page, /^\/clients\/\d+$/);

    await page.keyboard.press("Control+k");
    await page.keyboard.type("custom");
    await sees(options(page), "Custom fields");
    await options(page).filter({ hasText: "Custom fields" }).click();
    await path_is(page, "/settings/fields");

    await page.keyboard.press("Control+k");
    await page.keyboard.type("new c");
    await page.locator('#palette [data-hits-for="new c"]').waitFor({ state: "attached" });
    for (let step = 0; step < 5; ++step) {
      if ((await page.locator("#palette [aria-selected=true]").innerText()) === "New company") break;
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await path_is(page, "/companies/new");
  },
);

scenario(
  "[keys] Enter waits for what was typed, and takes nothing that was offered before",
  {},
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "Still", last_name: "Active" });
    await page.goto(`/clients/${id}`);
    await page.keyboard.press("Control+k");
    await sees(options(page), "Archive");
    await page.keyboard.insertText("permissions");
    await page.keyboard.press("Enter");
    await path_is(page, "/settings/permissions");
    assert.equal((await office.api("GET", `clients/${id}`)).status, "active");
  },
);

scenario(
  "[keys] without script the palette is a page with links and forms",
  { script: false },
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "No", last_name: "Script" });
    await page.goto(`/clients/${id}`);
    await page.getByRole("link", { name: "Find, open or do" }).click();
    await path_is(page, `/palette?from=/clients/${id}`);
    await page.locator("main").getByRole("searchbox").fill("archive");
    await page.locator("main").getByRole("button", { name: "Search" }).click();
    await page.locator("main").getByRole("button", { name: "Archive" }).click();
    await path_is(page, `/clients/${id}`);
    assert.equal((await office.api("GET", `clients/${id}`)).status, "archived");
  },
);

scenario("[keys] the map of keys shows every key that does something, and none that does not", {}, async ({ page }) => {
  await page.goto("/clients");
  await page.keyboard.press("?");
  const map = page.getByRole("dialog", { name: "Keys" });
  await map.waitFor();
  for (const key of ["Ctrl K", "/", "?", "n", "e", "j", "k", "x", "Enter"])
    await map.locator("kbd", { hasText: key }).first().waitFor();
  await page.keyboard.press("j"); // the page behind it rests
  assert.equal(await page.locator("tr:focus-within").count(), 0);
  await page.keyboard.press("Escape");
  await map.waitFor({ state: "hidden" });
});

scenario("[keys] the map of keys is the only list of them: the scripts do what it says", {}, async ({ page }) => {
  await page.route("**/clients", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('data-key="j"', 'data-key="w"');
    await route.fulfill({ response, body });
  });
  await page.goto("/clients");
  await page.keyboard.press("j");
  assert.equal(await page.locator("tr:focus-within").count(), 0);
  await page.keyboard.press("w");
  assert.equal(await page.locator("tr:focus-within").count(), 1);
});

scenario("[keys] [C6] rows by keyboard: x picks, Enter opens, e edits, n makes one", {}, async ({ page }) => {
  await page.goto("/clients");
  const bar = page.locator("[data-bulk]");
  assert.equal(await bar.isVisible(), false);
  for (const key of ["j", "j", "x"]) await page.keyboard.press(key);
  await sees(bar, "1 selected");
  const picked = page.locator("tbody tr", { has: page.locator("input:checked") });
  assert.equal(await picked.locator("a[data-row]").innerText(), await focused(page));
  await page.keyboard.press("x");
  await bar.waitFor({ state: "hidden" });
  await page.keyboard.press("e");
  await path_is(page, /^\/clients\/\d+\/edit$/);
  await page.goBack();
  await path_is(page, "/clients");
  await page.keyboard.press("j");
  const name = await focused(page);
  await page.keyboard.press("Enter");
  await sees(page.getByRole("heading", { level: 1 }), spoken(name));
  await page.keyboard.press("e");
  await path_is(page, /^\/clients\/\d+\/edit$/);
  await page.goto("/companies");
  await page.keyboard.press("n");
  await path_is(page, "/companies/new");
});

scenario(
  "[C6] what is chosen stays chosen on the list's other pages, and is acted on together",
  {},
  async ({ page, office }) => {
    const { id: tag } = await office.make("tags", { name: "chosen-twice" });
    const numbers = Array.from({ length: 54 }, (_, index) => index + 10);
    await Promise.all(
      numbers.map((number) => made_client(office, { first_name: `No${number}`, last_name: "Chosen", tags: [tag] })),
    );
    await page.goto(`/clients?tags=${tag}`);
    const bar = page.locator("[data-bulk]");
    const pick = (number) => page.getByRole("checkbox", { name: `Select Chosen, No${number}` });
    await pick(10).check();
    await pick(13).click({ modifiers: ["Shift"] });
    await sees(bar, "4 selected");
    await page.getByRole("link", { name: "Next" }).click();
    await sees(bar, "4 selected");
    await pick(63).check();
    await sees(bar, "5 selected on 2 pages");
    await page.goBack();
    await sees(bar, "5 selected on 2 pages");
    assert.ok(await pick(12).isChecked());
    await pick(12).uncheck();
    await page.goto("/clients"); // another list
    await bar.waitFor({ state: "hidden" });
    await page.goto(`/clients?tags=${tag}&sort=-name`); // the same in another order
    await sees(bar, "4 selected on 2 pages");
    assert.ok(await pick(63).isChecked());
    await bar.getByRole("button", { name: "Rate" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Rate: 4 clients");
    assert.equal(await page.locator("input[name=rating]:checked").count(), 0);
    await page.getByLabel("4 of 5").check();
    await page.getByRole("button", { name: "Rate" }).click();
    await sees(toast(page), "4 clients");
    await bar.waitFor({ state: "hidden" });
    const rated = await office.api("GET", `clients?tags=${tag}&rating=4&limit=100`);
    assert.equal(rated.items.length, 4);

    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await sees(bar, "50 selected");
    await bar.getByRole("button", { name: "Choose none" }).click();
    await bar.waitFor({ state: "hidden" });
    assert.equal(await page.locator("tbody input:checked").count(), 0);
  },
);

scenario("[C6] without script the bar is a form below the list", { script: false }, async ({ page, office }) => {
  await made_client(office, { first_name: "Bar", last_name: "Aaaa" });
  await page.goto("/clients?q=aaaa");
  await sees(page.locator("[data-bulk]"), "With the rows that are ticked");
  assert.equal(await page.getByRole("button", { name: "Choose none" }).count(), 0);
  await page.getByRole("checkbox", { name: "Select Aaaa, Bar" }).check();
  await page.locator("[data-bulk]").getByRole("button", { name: "Archive" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "Archive: 1 client");
});

scenario("[C5] what is wrong with a range is seen at once, on a phone too", { width: "phone" }, async ({ page }) => {
  await page.goto("/clients?client_since.empty=perhaps");
  const wrong = page.getByRole("link", { name: "Client since is empty (must be yes or no)" });
  assert.ok(await wrong.isVisible());
  await wrong.click();
  await sees(page.locator("#filter-pop .field-error"), "Client since");
  await page.goto("/clients?colour=red");
  await sees(page.getByRole("alert"), "“colour” in the address was passed over");
});
