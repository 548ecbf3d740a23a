// Nothing that somebody typed is lost because the box could not take it at that moment.
import { strict as assert } from "node:assert";
import { sign_in } from "../support/browser.mjs";
import { people } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { made_client, open_value, path_is, sees, toast, value } from "../support/steps.mjs";

const save = (page) => page.getByRole("button", { name: "Save" });

scenario(
  "[U3] a session that ends while typing: signing in elsewhere, then everything typed can be saved",
  { as: undefined },
  async ({ page, context, office }) => {
    const { id } = await made_client(office);
    await sign_in(page, people.staff);
    await path_is(page, "/today");
    await page.goto(`/clients/${id}/edit`);
    await page.getByLabel("Description", { exact: true }).fill("It took an hour to write this.");
    const other = await context.newPage();
    await other.goto(`/clients/${(await made_client(office)).id}`);
    await open_value(other, "Phone");
    await value(other, "Phone").getByRole("textbox").fill("5550 7001");
    await context.clearCookies();

    await save(page).click();
    await sees(toast(page), "You are signed out. What you typed is still here");
    await value(other, "Phone").getByRole("textbox").press("Enter");
    await sees(toast(other), "You are signed out");
    const [login] = await Promise.all([
      context.waitForEvent("page"),
      toast(page).getByRole("link", { name: "Sign in" }).click(),
    ]);
    await sign_in(login, people.staff);
    await path_is(login, "/today");

    await value(other, "Phone").getByRole("textbox").press("Enter");
    await sees(value(other, "Phone").getByRole("link"), "5550 7001");
    await save(page).click();
    await path_is(page, `/clients/${id}`);
    await sees(value(page, "Description"), "It took an hour to write this.");
  },
);

scenario(
  "a form, a note and a value that are sent while the network is away stay, and go when it is back",
  { cut_off: true },
  async ({ page, context, office }) => {
    const { id } = await made_client(office, { phone: "5550 7002" });
    await page.goto(`/clients/${id}`);
    const phone = value(page, "Phone");
    await phone.getByRole("link", { name: "Edit: Phone" }).click();
    await phone.getByRole("textbox").fill("5550 7003");
    await page.getByLabel("Add a note").fill("Rang twice.");
    await context.setOffline(true);
    await phone.getByRole("textbox").press("Enter");
    await sees(toast(page), "The box does not answer");
    await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
    await sees(toast(page), "The box does not answer");
    await page.waitForTimeout(100);
    assert.equal(await page.locator(".toast-note").count(), 1, "said once");
    await context.setOffline(false);
    await phone.getByRole("textbox").press("Enter");
    await sees(phone.getByRole("link"), "5550 7003");
    await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".note"), "Rang twice.");

    await page.goto(`/clients/${id}/edit`);
    await page.getByLabel("First name").fill("Patient");
    await context.setOffline(true);
    await save(page).click();
    await sees(toast(page), "The box does not answer");
    await context.setOffline(false);
    await save(page).click();
    await path_is(page, `/clients/${id}`);
    assert.equal((await office.api("GET", `clients/${id}`)).first_name, "Patient");
  },
);

scenario("a form that is sent twice is saved once", {}, async ({ page, office }) => {
  await page.goto("/clients/new");
  await page.getByLabel("First name").fill("Dou");
  await page.getByLabel("Last name").fill("Ble-Click");
  await page.getByLabel("E-mail", { exact: true }).fill("dou.ble@example.com");
  await save(page).dblclick();
  await path_is(page, /^\/clients\/\d+$/);
  await page.getByLabel("Add a note").fill("Once.");
  await page.locator("#notepad").getByRole("button", { name: "Save" }).dblclick();
  await sees(page.locator(".note"), "Once.");
  const { items } = await office.api("GET", "clients?q=dou.ble@example.com");
  assert.equal(items.length, 1);
  assert.equal(await page.locator(".note", { hasText: "Once." }).count(), 1);
});

/** The box gets what is sent, and nobody gets its answer. */
const cut_once = (page, pattern) =>
  page.route(
    pattern,
    async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort("connectionreset");
    },
    { times: 1 },
  );

scenario(
  "a task and a note whose line is cut while they are sent stay in their fields, and are made once",
  { cut_off: true },
  async ({ page, context, office }) => {
    await page.goto("/today");
    const task = page.getByRole("textbox", { name: "Task" });
    const add = page.getByRole("button", { name: "Add", exact: true });
    await task.fill("Ring the forester");
    await context.setOffline(true);
    await add.click();
    await sees(toast(page), "The box does not answer");
    await context.setOffline(false);
    await cut_once(page, "**/today/tasks");
    await add.click();
    await sees(toast(page), "The box does not answer");
    assert.equal(await task.inputValue(), "Ring the forester");
    await add.click();
    await sees(page.locator(".today-main"), "Ring the forester");
    assert.equal((await office.api("GET", "tasks?q=forester")).items.length, 1);

    const { id } = await made_client(office);
    await page.goto(`/clients/${id}`);
    await page.getByLabel("Add a note").fill("Rang once.");
    await cut_once(page, `**/clients/${id}/notes**`);
    const save_note = page.locator("#notepad").getByRole("button", { name: "Save" });
    await save_note.click();
    await sees(toast(page), "The box does not answer");
    assert.equal(await page.getByLabel("Add a note").inputValue(), "Rang once.");
    await save_note.click();
    await sees(page.locator(".note"), "Rang once.");
    assert.equal(await page.locator(".note", { hasText: "Rang once." }).count(), 1);
  },
);
