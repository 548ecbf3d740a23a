import { strict as assert } from "node:assert";
import { made_client, path_is, sees, toast } from "../support/steps.mjs";
import { scenario } from "../support/scenario.mjs";

const section = (page, name) => page.getByRole("region", { name: new RegExp(`^${name}`) });

scenario("[U7][W1] a task is written in a line, ticked off, and taken back", { as: "staff" }, async ({ page }) => {
  await page.goto("/today");
  await page.getByRole("textbox", { name: "Task" }).fill("Call the town hall back");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await sees(toast(page), "Task added");
  await sees(section(page, "Without a day"), "Call the town hall back");
  await page.getByRole("button", { name: "Done: Call the town hall back" }).click();
  await path_is(page, "/today");
  assert.equal(await page.getByText("Call the town hall back").count(), 0);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await page.goto("/today");
  await sees(section(page, "Without a day"), "Call the town hall back");
});

scenario("[U7] what was opened last is one click away", { as: "staff" }, async ({ page, office }) => {
  const { id } = await made_client(office, { first_name: "Ova", last_name: "Opened", phone: "555 7771" });
  await page.goto(`/clients/${id}`);
  await page.goto("/today");
  await section(page, "Opened last").getByRole("link", { name: "Opened, Ova" }).click();
  await path_is(page, `/clients/${id}`);
});

scenario(
  "[W1] a task of a client has an appointment, and stands in its tab",
  { as: "staff" },
  async ({ page, office }) => {
    const { id } = await made_client(office);
    await page.goto(`/clients/${id}/tasks/new`);
    await page.getByLabel("Task", { exact: true }).fill("Look at the oak");
    await page.getByLabel("Begins", { exact: true }).fill("09:30");
    await page.locator("#tabs").getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "is required when there is a time");
    const today = new Date().toISOString().slice(0, 10);
    await page.getByRole("group", { name: "Appointment" }).getByLabel("Appointment on").fill(today);
    await page.locator("#tabs").getByRole("button", { name: "Save" }).click();
    await path_is(page, `/clients/${id}/tasks`);
    await sees(page.locator("tbody tr"), "Look at the oak");
  },
);

scenario("[C5] what is finished leaves the list until it is asked for", { as: "staff" }, async ({ page, office }) => {
  const task = await office.make("tasks", { title: "Water the lime tree" });
  await page.goto("/tasks?q=lime");
  await sees(page.locator("tbody tr"), "Water the lime tree");
  await office.api("POST", `tasks/${task.id}/done`, {});
  await page.reload();
  await sees(page.locator(".empty"), "Nothing found");
  await page.locator("[data-filter-add]").click();
  await page.getByRole("link", { name: "Finished too" }).click();
  await sees(page.locator("tbody tr"), "Water the lime tree");
});
