// Slow is visible, and a save in place asks once.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, made_client, more, open_value, path_is, sees, toast, value } from "../support/steps.mjs";

const bar = (page) => page.locator("html[data-busy]");

/** Answers to such a request wait until it is let go. */
async function held(page, pattern, method) {
  let let_go;
  const waiting = new Promise((resolve) => (let_go = resolve));
  await page.route(pattern, async (route) => {
    if (route.request().method() === method) await waiting;
    await route.continue();
  });
  return let_go;
}

/** Resolves what is held as soon as the bar is there: while another page is waited for nothing else can be asked of this one. */
async function let_go_when_seen(page, let_go) {
  await page.exposeFunction("bar_is_seen", let_go);
  await page.addInitScript(() =>
    new MutationObserver(() => "busy" in document.documentElement.dataset && window.bar_is_seen()).observe(document, {
      subtree: true,
      attributeFilter: ["data-busy"],
    }),
  );
}

for (const [name, pattern, method, act, then] of [
  ["a link", "**/companies", "GET", (page) => page.getByRole("link", { name: "Companies" }).click(), /^\/companies$/],
  [
    "a form",
    "**/archive",
    "POST",
    async (page) => {
      await more(page);
      await page.getByRole("button", { name: "Archive" }).click();
    },
    /^\/clients\/\d+$/,
  ],
])
  scenario(`[U5] what is slow shows that it goes on: ${name}`, {}, async ({ page, office }) => {
    const { id } = await made_client(office);
    await let_go_when_seen(page, await held(page, pattern, method));
    await page.goto(`/clients/${id}`);
    await act(page); // ends only when the bar was seen
    await path_is(page, then);
    await bar(page).waitFor({ state: "detached" });
  });

scenario("[P3] what is slow shows that it goes on: a save in place, which asks once", {}, async ({ page, office }) => {
  const { id } = await made_client(office);
  await page.goto(`/clients/${id}`);
  const phone = value(page, "Phone");
  await open_value(page, "Phone");
  await phone.getByRole("textbox").fill("5550 9911");
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/assets/")) asked.push(`${request.method()} ${pathname}`);
  });
  const let_go = await held(page, "**/values/phone", "POST");
  await phone.getByRole("textbox").press("Enter");
  await bar(page).waitFor();
  let_go();
  await sees(toast(page), "Saved");
  await bar(page).waitFor({ state: "detached" });
  await eventually(() => assert.deepEqual(asked, [`POST /clients/${id}/values/phone`]));
  asked.length = 0;
  await page.getByRole("button", { name: "4 of 5" }).click();
  await sees(toast(page), "Rated");
  assert.deepEqual(asked, [`POST /clients/${id}/rate`]);
});

scenario("an export hands out its file and leaves no bar behind", {}, async ({ page }) => {
  await page.goto("/clients?q=callahan");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "clients.csv");
  assert.equal(await bar(page).count(), 0);
});
