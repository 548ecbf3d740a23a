// Saved views of lists, and their columns.
import { strict as assert } from "node:assert";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, filter_by, made_client, open_filter, path_is, sees, toast } from "../support/steps.mjs";

const heads = async (page) => (await page.locator("#list thead th a, #list thead th").allInnerTexts()).join(" ");
const tab = (page, name) => page.locator(".view-tabs a", { hasText: name });

async function save_view(page, name) {
  await page.locator(".view-save summary").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.locator(".view-save").getByRole("button", { name: "Save" }).click();
  await sees(toast(page), "View saved");
}

/** With two clients, one of them a prospect. */
const small_office = async () => {
  const office = await Office.start({ roles: ["staff"] });
  await made_client(office, { last_name: "Reed", status: "prospect", phone: "5550 1010" });
  await made_client(office, { last_name: "Stone", status: "active", phone: "5550 2020" });
  return office;
};

scenario(
  "[C5] a view is saved, changed, put back, opened first and deleted",
  { office: small_office },
  async ({ page }) => {
    await page.goto("/clients");
    await filter_by(page, "Status", "Prospect");
    await path_is(page, /status=prospect/);
    await save_view(page, "Waiting ones");
    await path_is(page, /view=\d+$/);
    await sees(page.locator(".view-tabs [aria-current]"), "Waiting ones");
    assert.equal(await page.locator("#list tbody tr").count(), 1);

    await (await open_filter(page, "Status")).getByLabel("Prospect").uncheck();
    await page.locator("#filter-pop").getByLabel("Active").check();
    await page.locator("#filter-pop").getByRole("button", { name: "Filter" }).click();
    await sees(page.locator(".view-change"), "changed");
    await page.locator(".view-change").getByRole("link", { name: "Reset" }).click();
    await path_is(page, /status=prospect/);
    assert.equal(await page.locator(".view-change").count(), 0);
    await page.goBack();
    await sees(page.locator(".view-change"), "changed"); // the address is all that there is to it
    await page.locator(".view-change").getByRole("button", { name: "Save" }).click();
    await sees(toast(page), "View saved");
    await sees(page.locator("#list tbody"), "Stone");

    await page.getByRole("link", { name: "Arrange views" }).click();
    await page.getByRole("button", { name: "Open first: Waiting ones", exact: true }).click();
    await sees(page.locator(".view-lines"), "opens first");
    await page.locator(".side a[href='/clients']").click();
    await path_is(page, /status=active.*view=\d+/);
    await tab(page, "All").click();
    await path_is(page, "/clients?view=all");
    assert.equal(await page.locator("#list tbody tr").count(), 2);

    await page.getByRole("link", { name: "Arrange views" }).click();
    await page.getByRole("button", { name: "Delete: Waiting ones" }).click();
    await sees(page.locator("main"), "No views yet");
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await page.goto("/clients");
    await sees(page.locator(".view-tabs"), "Waiting ones");
  },
);

scenario(
  "[C1][C5] columns are put in order by mouse and by keyboard",
  { as: "staff", office: small_office },
  async ({ page }) => {
    await page.goto("/clients");
    await page.getByRole("link", { name: "Columns" }).click();
    const choice = (name) => page.locator("[data-column]", { has: page.locator(`input[value="${name}"]`) });
    await choice("phone").locator("input").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await path_is(page, /column=phone&column=email/);
    await eventually(async () => assert.match(await heads(page), /Phone.*E-mail/s));
    await choice("phone").getByRole("button", { name: "Move back" }).click();
    await path_is(page, /column=email&column=phone/);
    await choice("tags").dragTo(choice("email"), { targetPosition: { x: 40, y: 2 } });
    await path_is(page, /column=tags&column=email/);
    await eventually(async () => assert.match(await heads(page), /Tags.*E-mail.*Phone/s));
    await page.reload();
    assert.match(await heads(page), /Tags.*E-mail.*Phone/s);
  },
);

scenario(
  "[C5] without script: a view is saved, its columns moved",
  { script: false, as: "staff", office: small_office },
  async ({ page }) => {
    await page.goto("/clients?status=active");
    await page.getByRole("link", { name: "Columns" }).click();
    await page.getByRole("button", { name: "Move forward: Phone" }).click();
    await path_is(page, /status=active.*column=phone&column=email/);
    await page.locator(".view-save summary").click();
    await page.getByLabel("Name", { exact: true }).fill("By phone");
    await page.locator(".view-save").getByRole("button", { name: "Save" }).click();
    await path_is(page, /view=\d+$/);
    await page.goto("/clients?status=prospect");
    await page.locator(".view-save summary").click();
    await page.getByLabel("Name", { exact: true }).fill("by PHONE");
    await page.locator(".view-save").getByRole("button", { name: "Save" }).click();
    await sees(page.locator("main"), "“Name” is there already.");
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "by PHONE");
  },
);

scenario("[C1] on a phone a list is sorted too", { width: "phone", office: small_office }, async ({ page }) => {
  await page.goto("/clients");
  await page.getByRole("link", { name: "Order" }).click();
  await page.getByLabel("Order").selectOption({ label: "Name ↓" });
  await path_is(page, /sort=-name/);
  await eventually(async () => assert.match(await page.locator("#list tbody tr").first().innerText(), /Stone/));
});

/** Tasks whose days are past, to come, and none. */
const with_tasks = async () => {
  const office = await small_office();
  const client = (await office.api("GET", "clients?q=reed")).items[0].id;
  for (const [title, due] of [
    ["Whenever it suits", null],
    ["To come", "2099-06-01"],
    ["Long past", "2001-06-01"],
    ["Just past", "2002-06-01"],
  ])
    await office.make("tasks", { title, client, assignee: 1, ...(due && { due }) });
  return office;
};

const names = (page) => page.locator("#list a[data-row]").allInnerTexts();

for (const width of ["phone", "desktop"])
  scenario(
    `[C5][W1] what is late is a view, in the order of its days, and a part of a name finds: ${width}`,
    { width, office: with_tasks },
    async ({ page }) => {
      await page.goto("/tasks?view=all");
      assert.deepEqual(await names(page), ["Long past", "Just past", "To come", "Whenever it suits"]);
      await tab(page, "Overdue").click();
      await path_is(page, /due.before=today/);
      assert.deepEqual(await names(page), ["Long past", "Just past"]);
      assert.equal(await page.locator("#list .row-badge:visible", { hasText: "Overdue" }).count(), 2);
      await page.goto("/tasks?due.before=today&sort=-due");
      assert.deepEqual(await names(page), ["Just past", "Long past"]);
      await save_view(page, `Late on a ${width}`);
      const { search } = new URL(page.url());
      await page.goto(`/tasks?view=${new URLSearchParams(search).get("view")}`);
      await path_is(page, `/tasks${search}`);
      await sees(page.locator(".view-tabs [aria-current]"), `Late on a ${width}`);
      assert.deepEqual(await names(page), ["Just past", "Long past"]);

      await page.goto("/tasks?client=Reed&view=all");
      await sees(page.getByRole("alert"), "These are similar");
      await page.getByRole("alert").getByRole("link", { name: "Reed" }).click();
      await path_is(page, /client=\d+/);
      assert.equal((await names(page)).length, 4);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
    },
  );

scenario(
  "[C5] the way back leads to the list as it was, in each window",
  { office: small_office },
  async ({ page, context }) => {
    await page.goto("/clients?status=active");
    const other = await context.newPage();
    await other.goto("/clients?status=prospect");
    for (const [window, name, status] of [
      [page, "Stone", "active"],
      [other, "Reed", "prospect"],
    ]) {
      await window.locator("a[data-row]", { hasText: name }).click();
      await path_is(window, /^\/clients\/\d+$/);
      await window.locator("a.back").click();
      await path_is(window, `/clients?status=${status}`);
    }
  },
);

scenario("[C5] a chip leads to what it is changed in", { office: small_office }, async ({ page }) => {
  await page.goto("/clients?status=active&client_since.from=2020-01-01");
  const named = () => page.evaluate(() => document.activeElement.name);
  await page.getByRole("link", { name: "Status is Active" }).click();
  await eventually(async () => assert.equal(await named(), "status"));
  assert.ok(await page.locator("#filter-pop").getByLabel("Active").isChecked());
  await page.getByRole("link", { name: "Client since from" }).click();
  await eventually(async () => assert.match(await named(), /^client_since/));
});

scenario("[C2] a new client is typed at once", { office: small_office }, async ({ page }) => {
  await page.goto("/clients/new");
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.name), "first_name"));
});

scenario("[C6] a field of chosen rows is changed and taken back as one", { office: small_office }, async ({ page }) => {
  await page.goto("/clients?view=all"); // another one is opened first
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "Change a field" }).click();
  await page.getByRole("button", { name: "Priority" }).click();
  await page.getByLabel("Priority").selectOption({ label: "High" });
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await sees(toast(page), "Changed: 2 clients");
  await page.goto("/clients?priority=high");
  assert.equal(await page.locator("#list tbody tr").count(), 2);
});
