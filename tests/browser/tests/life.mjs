// A client's life as an office lives it: at a desk, on a phone, on a tablet in the dark, by keyboard alone, and without script.
import { scenario } from "../support/scenario.mjs";
import { path_is, sees, toast } from "../support/steps.mjs";

const ways = {
  "at a desk": {},
  "on a phone": { width: "phone" },
  "on a tablet in the dark": { width: "tablet", colorScheme: "dark" },
  "by keyboard alone": { keys: true },
  "without script": { script: false },
};

const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Whoever has no mouse comes to a thing by the keyboard, and presses Enter. */
const hand = (page, keys) => ({
  press: async (thing) => {
    if (!keys) return thing.click();
    await thing.focus();
    await page.keyboard.press("Enter");
  },
});

for (const [way, { keys = false, script = true, ...visitor }] of Object.entries(ways))
  scenario(
    `[C2][K1][P7][W1][P9][P15][P12][H1][C11][U8] a client's life ${way}`,
    { script, ...visitor },
    async ({ page }) => {
      const { press } = hand(page, keys);
      const part = page.locator("#tabs");
      const link = (name, within = page) => within.getByRole("link", { name }).first();
      const button = (name, within = page) => within.getByRole("button", { name, exact: true }).first();
      const field = (name, within = part) => within.getByLabel(name, { exact: true }).first();
      const save = (within = part) => press(button("Save", within));
      const last_name = way.replaceAll(" ", "").toLowerCase();

      // somebody rings, and becomes a client
      await page.goto("/clients");
      await press(page.locator("a[data-new]").first());
      await path_is(page, "/clients/new");
      await field("First name", page).fill("Lio");
      await field("Last name", page).fill(last_name);
      await field("E-mail", page).fill(`${last_name}@life.example`);
      await press(button("Save"));
      await path_is(page, /^\/clients\/\d+$/);
      const own = new URL(page.url()).pathname;
      await sees(page.getByRole("heading", { level: 1 }), `Lio ${last_name}`);

      // what they said, and what is to be done
      await page.locator("#note-text").fill("Wants the **oak** looked at");
      await save(page.locator("#notepad"));
      await sees(page.locator("main"), "looked at");
      await press(page.getByRole("link", { name: "Task", exact: true }));
      await field("Add a task", page).fill("Call back about the oak");
      await save(page.locator("#notepad"));
      await sees(page.locator("main"), "Call back about the oak");

      // who else there is
      await press(link(/^Contacts/, page.locator(".tabs")));
      await press(link("New contact", part));
      await field("Name").fill("Rosa Gate");
      await field("Phone").fill("5550 4711");
      await save();
      await sees(part, "Rosa Gate");

      // what stands there
      await press(link(/^Work/, page.locator(".tabs")));
      await press(link(/^Inventory/, part));
      await press(link(/^New inventory item/, part));
      await path_is(page, `${own}/assets/new`);
      if (await part.locator("[name=kind] option").count()) await part.locator("[name=kind]").selectOption("Tree");
      await field("Title").fill("Oak at the gate");
      await save();
      if (!script && (await button("Save", part).count())) await save(); // the fields of another kind came first
      await sees(part, "Oak at the gate");

      // what is offered
      await press(link(/^Tenders/, part));
      await press(link(/^New tender/, part));
      await field("Tender").fill("Crown of the oak");
      await save();
      await sees(part, "Crown of the oak");

      // a picture of it
      await press(link(/^Documents/, page.locator(".tabs")));
      await page
        .getByLabel("Files", { exact: true })
        .setInputFiles({ name: "oak.png", mimeType: "image/png", buffer: photo });
      await press(button("Upload the chosen files"));
      await sees(part.getByRole("link"), "oak.png");

      // they do not pay, and then they do
      await page.goto(own);
      await press(page.locator("#client-more"));
      await press(link("Put on hold"));
      await page.getByLabel("Reason").fill("Two invoices are overdue");
      await press(button("Put on hold"));
      await sees(page.locator("main"), "Two invoices are overdue");
      await press(link("Release", page.locator(".hold")));
      await path_is(page, /^\/holds\/\d+\/release$/);
      await press(button("Release"));
      await path_is(page, /^\/(clients|holds)\/\d+$/);
      await page.goto(own);
      await sees(page.locator(".profile-name"), "Active");

      // it is all there, and what was done is taken back
      await press(link("History", page.locator(".tabs")));
      for (const done of ["Rosa Gate", "Oak at the gate", "oak.png"]) await sees(part, done);
      await page.goto(own);
      await press(page.locator("#client-more"));
      await press(button("Archive"));
      await sees(page.locator(".profile-name"), "Archived");
      await press(button("Undo", toast(page)));
      await sees(toast(page), "Taken back");
      await page.goto(own);
      await sees(page.locator(".profile-name"), "Active");

      // they leave, and come back
      await page.goto(`${own}/delete`);
      await page.getByLabel("To go on, type the name").fill(`${last_name}, Lio`);
      await press(button("Delete"));
      await path_is(page, "/clients");
      await press(button("Undo", toast(page)));
      await sees(toast(page), "Taken back");
      await page.goto(`${own}/assets`);
      await sees(part, "Oak at the gate");
    },
  );
