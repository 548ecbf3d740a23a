// What a list is asked for: sentences, and the small forms that they open.
import { strict as assert } from "node:assert";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, focused, made_client, open_filter, path_is, sees, tab_to } from "../support/steps.mjs";

const box = (page) => page.locator("#filter-pop");
const sentences = (page) => page.locator("#list-filters .chip > a:first-child").allInnerTexts();
const rows = (page) => page.locator("#list tbody tr").count();

/** Three clients: roof; roof and pool; none of them. */
const three = async () => {
  const office = await Office.start({ roles: ["staff"] });
  const tags = {};
  for (const name of ["roof", "pool", "gate"]) tags[name] = (await office.make("tags", { name })).id;
  await office.make("custom_fields", { label: "Budget", type: "money" });
  await made_client(office, { last_name: "Reed", tags: [tags.roof], custom: { budget: "5000.01" } });
  await made_client(office, { last_name: "Stone", tags: [tags.roof, tags.pool], custom: { budget: "5000" } });
  await made_client(office, { last_name: "Wood" });
  return office;
};

scenario("[C5] a list is filtered by keyboard alone", { as: "staff", office: three }, async ({ page }) => {
  await page.goto("/clients");
  await page.keyboard.press("f");
  await box(page).getByLabel("Find a field").waitFor();
  await page.keyboard.type("tag");
  assert.deepEqual(await box(page).locator("li:visible").allInnerTexts(), ["Tags"]);
  await page.keyboard.press("Enter");
  await box(page).locator("form").waitFor();
  await tab_to(page, "pool");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await path_is(page, /tags=\d+$/);
  await eventually(async () => assert.equal(await focused(page), "Tags with pool"));
  assert.equal(await rows(page), 1);
  assert.ok(await box(page).isHidden());

  await page.keyboard.press("Enter");
  await box(page).locator("form").waitFor();
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await focused(page), "Tags with pool"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await path_is(page, "/clients");
  await eventually(async () => assert.equal(await focused(page), "Filter"));
  assert.equal(await rows(page), 3);
});

scenario("[C5] of several values any, all or none are asked for", { as: "staff", office: three }, async ({ page }) => {
  const ask = async (mode, ...names) => {
    const form = await open_filter(page, "Tags");
    await form.getByLabel(mode).check();
    for (const name of names) await form.getByLabel(name, { exact: true }).check();
    await form.getByRole("button", { name: "Filter" }).click();
    await eventually(async () => assert.ok(await box(page).isHidden()));
  };
  await page.goto("/clients");
  await ask("any of", "roof", "pool");
  assert.deepEqual(await sentences(page), ["Tags with pool or roof"]);
  assert.equal(await rows(page), 2);
  await ask("all of");
  assert.deepEqual(await sentences(page), ["Tags with pool and roof"]);
  assert.equal(await rows(page), 1);
  await ask("none of");
  assert.deepEqual(await sentences(page), ["Tags without pool or roof"]);
  assert.equal(await rows(page), 1);
  await page.goBack();
  await path_is(page, /tags.mode=all/);
  await eventually(async () => assert.deepEqual(await sentences(page), ["Tags with pool and roof"]));
});

scenario("[C5] what cannot be is said where it was typed", { as: "staff", office: three }, async ({ page }) => {
  await page.goto("/clients");
  const form = await open_filter(page, "Budget");
  await form.getByLabel("At least").fill("plenty");
  await form.getByRole("button", { name: "Filter" }).click();
  await sees(box(page).locator(".field-error"), "Budget");
  assert.equal(await box(page).getByLabel("At least").inputValue(), "plenty");
  await box(page).getByLabel("At least").fill("");
  if (!(await box(page).getByLabel("Over").isVisible())) await box(page).getByText("More").click();
  await box(page).getByLabel("Over").fill("5000");
  await box(page).getByRole("button", { name: "Filter" }).click();
  await eventually(async () => assert.equal(await rows(page), 1));
  assert.match((await sentences(page))[0], /^Budget over 5/);
});

scenario(
  "[C1] on a phone a row is a card with three things beside its name, and nothing is cut",
  { width: "phone", as: "staff", office: three },
  async ({ page, office }) => {
    const name = "Featherstonehaugh-Cholmondeley of the Upper Riverside Meadows";
    await made_client(office, { last_name: name, email: "theodora.featherstonehaugh.cholmondeley@meadows.example" });
    await page.goto("/clients?q=featherstonehaugh");
    const row = page.locator("#list tbody tr").first();
    await sees(row, name);
    await sees(row, "theodora.featherstonehaugh.cholmondeley@meadows.example");
    const cells = row.locator("td:not(.select):visible");
    assert.ok((await cells.count()) <= 4);
    const cut = await row
      .locator("td:visible, td:visible *")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length);
    assert.equal(cut, 0);
  },
);

scenario(
  "[C5] on a phone the form of a filter comes from below",
  { width: "phone", office: three },
  async ({ page }) => {
    await page.goto("/clients");
    await open_filter(page, "Status");
    const { x, y, width, height } = await box(page).boundingBox();
    assert.ok(x === 0 && width === 390 && Math.round(y + height) === 900, `${x} ${y} ${width} ${height}`);
    await box(page).getByLabel("Active").check();
    await box(page).getByRole("button", { name: "Filter" }).click();
    await eventually(async () => assert.deepEqual(await sentences(page), ["Status is Active"]));
  },
);

scenario("[C1] what is cut in a list is read with the mouse on it", { office: three }, async ({ page, office }) => {
  const name = "Longname".repeat(12);
  await made_client(office, { last_name: name });
  await page.goto(`/clients?q=${name.toLowerCase()}`);
  const cell = page.locator("#list tbody td", { hasText: name }).first();
  await cell.hover();
  await eventually(async () => assert.match((await cell.getAttribute("title")) ?? "", new RegExp(name)));
});
