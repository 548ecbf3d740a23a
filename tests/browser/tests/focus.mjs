// Focus stays where the work is, and the keyboard is where it wants to be in few steps.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, made_client, path_is, sees, tab_to, toast } from "../support/steps.mjs";

const focus_is = (page, name) =>
  eventually(async () =>
    name instanceof RegExp ? assert.match(await focused(page), name) : assert.equal(await focused(page), name),
  );

async function rich_client(office, fields = {}) {
  const tags = await Promise.all(
    ["alder", "birch", "cedar"].map(async (word) => {
      const found = (await office.api("GET", `tags?q=${word}`)).items[0];
      return (found ?? (await office.make("tags", { name: word }))).id;
    }),
  );
  return made_client(office, { phone: "5550 1212", tags, ...fields });
}

scenario("[keys] focus stays at tags and stars as they change, and an undo leads back there", {}, async (visit) => {
  const { page, office } = visit;
  const { id } = await rich_client(office);
  await page.goto(`/clients/${id}`);
  await page.getByLabel("Add tag").fill("dogwood");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "dogwood" }).waitFor();
  await focus_is(page, "Add tag");
  await page.getByRole("button", { name: "Remove tag birch" }).press("Enter");
  await page.getByRole("link", { name: "birch" }).waitFor({ state: "detached" });
  await focus_is(page, "Remove tag cedar");
  await page.getByRole("button", { name: "3 of 5" }).press("Enter");
  await sees(toast(page), "Rated");
  await focus_is(page, "3 of 5");
  await toast(page).getByRole("button", { name: "Undo" }).press("Enter");
  await sees(toast(page), "Taken back");
  assert.equal((await office.api("GET", `clients/${id}`)).rating, 0);
  await focus_is(page, "3 of 5");
});

scenario("[keys] focus stays at a note, a pin, the primary contact and the history", {}, async ({ page, office }) => {
  const { id } = await rich_client(office);
  for (const name of ["Ada First", "Bea Second"])
    await office.make("contacts", { name, email: `${name.slice(0, 3)}${id}@test.example`, clients: [id] });
  await page.goto(`/clients/${id}`);
  await page.getByLabel("Add a note").fill("Rang twice");
  await page.keyboard.press("Control+Enter");
  await sees(toast(page), "Note added");
  await path_is(page, `/clients/${id}`);
  await focus_is(page, "Add a note");
  await page.getByRole("button", { name: "Pin", exact: true }).press("Enter");
  await page.getByRole("button", { name: "Unpin" }).waitFor();
  await focus_is(page, "Unpin");

  await page.goto(`/clients/${id}/contacts`);
  await page.getByRole("button", { name: /primary: Bea Second/ }).press("Enter");
  await sees(page.locator("tr", { hasText: "Bea Second" }), "Primary contact");
  await focus_is(page, "Bea Second");

  await page.goto(`/clients/${id}/history`);
  await page.locator(".event-undo button").first().press("Enter");
  await sees(toast(page), "Taken back");
  await focus_is(page, "Undo");
});

scenario("[keys] places are skipped to; chips and stars are one stop", {}, async ({ page, office }) => {
  const { id } = await rich_client(office);
  await page.goto(`/clients/${id}`);
  await tab_to(page, "Skip to the note box", { most: 3 });
  await page.keyboard.press("Enter");
  await focus_is(page, "Add a note");

  await page.goto(`/clients/${id}`);
  await tab_to(page, "1 of 5", { most: 24 });
  await page.keyboard.press("ArrowRight");
  await focus_is(page, "2 of 5");
  await page.keyboard.press("Tab");
  await focus_is(page, "alder");
  await page.keyboard.press("End");
  await focus_is(page, "Remove tag cedar");
  await page.keyboard.press("ArrowRight");
  await focus_is(page, "alder");
  await page.keyboard.press("Tab");
  await focus_is(page, "Add tag");
  await page.keyboard.press("Shift+Tab");
  await focus_is(page, "alder");

  await page.goto("/clients");
  await tab_to(page, "Skip to the list", { most: 3 });
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("#list") !== null));
});

scenario("[keys] n, e and x do something that is seen, on lists and on a client", {}, async ({ page, office }) => {
  const { id } = await rich_client(office);
  await page.goto("/clients");
  await page.keyboard.press("x");
  await sees(page.locator("[data-bulk-count]"), "1 selected");
  await focus_is(page, await page.locator("a[data-row]").first().innerText());
  await page.keyboard.press("x");
  await page.keyboard.press("n");
  await path_is(page, "/clients/new");
  await page.goto("/clients");
  await page.keyboard.press("e");
  await focus_is(page, await page.locator("a[data-row]").first().innerText());
  await page.keyboard.press("e");
  await path_is(page, /^\/clients\/\d+\/edit$/);

  await page.goto(`/clients/${id}`);
  await page.keyboard.press("n");
  await focus_is(page, "Add a note");
  await page.keyboard.type("new");
  assert.equal(await page.getByLabel("Add a note").inputValue(), "new");
  await page.getByLabel("Add a note").fill("");
  await page.goto(`/clients/${id}/contacts`);
  await page.keyboard.press("n");
  await path_is(page, `/clients/${id}/contacts/new`);
  await page.goto(`/clients/${id}`);
  await page.keyboard.press("e");
  await path_is(page, `/clients/${id}/edit`);
  await page.goto("/settings");
  await page.keyboard.press("n");
  await focus_is(page, "Client");
});

const listed = (page) =>
  page
    .locator("#keys [data-does]")
    .evaluateAll((lines) => lines.filter((line) => line.checkVisibility()).map((line) => line.dataset.does));

for (const [as, path, works, does_not] of [
  ["admin", "/clients", ["new", "edit", "next_row", "choose_row", "search"], ["save", "cancel", "move_row"]],
  ["admin", "client", ["new", "edit", "save", "cancel"], ["next_row", "choose_row", "move_row"]],
  ["admin", "/settings", ["new", "search", "open_palette"], ["edit", "next_row", "save", "cancel"]],
  ["read_only", "/clients", ["next_row", "open_row"], ["new", "edit", "save"]],
])
  scenario(`[keys] the map of keys lists what works there: ${path}, as ${as}`, { as }, async ({ page, office }) => {
    await page.goto(path === "client" ? `/clients/${(await rich_client(office)).id}` : path);
    await page.keyboard.press("?");
    await page.locator("#keys[open]").waitFor();
    const shown = await listed(page);
    for (const name of works) assert.ok(shown.includes(name), `${name}: ${shown}`);
    for (const name of does_not) assert.ok(!shown.includes(name), `${name}: ${shown}`);
  });
