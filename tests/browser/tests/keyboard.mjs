import { strict as assert } from "node:assert";
import { password, people } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { focused, made_client, path_is, sees, tab_to, toast } from "../support/steps.mjs";

scenario(
  "by keyboard alone: from signing in to a client that is edited",
  { as: undefined },
  async ({ page, office }) => {
    const { id } = await made_client(office, { first_name: "Kay", last_name: "Board", phone: "5550 3331" });
    const { keyboard } = page;
    await page.goto("/login");
    await tab_to(page, "E-mail");
    await keyboard.type(people.staff.email);
    await tab_to(page, "Password");
    await keyboard.type(password);
    await keyboard.press("Enter");
    await path_is(page, "/today");

    await keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to content");
    await keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");

    await keyboard.press("/");
    await keyboard.type("board kay");
    await sees(page.locator("#search-results [data-hit]"), "Board, Kay");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await path_is(page, `/clients/${id}`);

    await tab_to(page, "Edit");
    await keyboard.press("Enter");
    await path_is(page, `/clients/${id}/edit`);
    await tab_to(page, "Phone");
    await keyboard.press("Control+a");
    await keyboard.type("5550 3332");
    await tab_to(page, "Save");
    await keyboard.press("Enter");
    await sees(toast(page), "Saved");
    assert.equal((await office.api("GET", `clients/${id}`)).phone, "5550 3332");

    await tab_to(page, /: menu$/);
    await keyboard.press("Enter");
    await keyboard.press("ArrowDown");
    assert.equal(await focused(page), "My account");
    await keyboard.press("Escape");
    assert.match(await focused(page), /: menu$/);
  },
);

scenario("every place that the keyboard reaches shows that it has the focus", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { phone: "5550 3341" });
  for (const path of ["/clients", `/clients/${id}`, "/clients/new"]) {
    await page.goto(path);
    const unseen = new Set();
    for (let step = 0; step < 60; ++step) {
      await page.keyboard.press("Tab");
      const blind = await page.evaluate(() => {
        const focus = document.activeElement;
        const has_ring = (element) => {
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
          return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== "rgba(0, 0, 0, 0)";
        };
        // the entry of a field of tags has its ring around the whole field
        const shown =
          has_ring(focus) || (focus.parentElement?.matches(".form-control") && has_ring(focus.parentElement));
        return shown || focus === document.body ? null : focus.outerHTML.slice(0, 120);
      });
      if (blind) unseen.add(blind);
    }
    assert.deepEqual([...unseen], [], path);
  }
});
