import { strict as assert } from "node:assert";
import { widths } from "../support/browser.mjs";
import { scenario } from "../support/scenario.mjs";
import { made_client, sees } from "../support/steps.mjs";

// An attack that works changes the title, shows a dialog or asks for /hit; visit() notes the last two, and the console.
const image = `<img src=/hit onerror="document.title='hit'">`;
const script = `"><script>document.title='hit'</script>`;
const mustache = `{{csrf}} {{{csrf}}} [[Save]]`;

scenario("text is text: markup in every field of a client does nothing, anywhere", {}, async ({ page, office }) => {
  await page.goto("/clients/new");
  const fields = {
    "First name": image,
    "Last name": script,
    Company: `Evil ${image}`,
    Street: script,
    City: `'"><svg onload=alert(1)>`,
    Reference: mustache,
    Description: `${image}\n\n[link](javascript:alert(1)) ![x](javascript:alert(1))\n\n<script>alert(1)</script>\n\n<a href="javascript:alert(1)">x</a>`,
  };
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel("E-mail", { exact: true }).fill("evil@example.com");
  await page.getByLabel("Tags", { exact: true }).fill(`<b onmouseover=alert(1)>tag`);
  await page.getByLabel("Tags", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("New company: Evil <img").check();
  await page.getByRole("button", { name: "Save" }).click();
  await sees(page.getByRole("heading", { level: 1 }), "<script>");
  const url = page.url();
  const id = url.split("/").pop();
  await page.getByLabel("Add a note").fill(fields.Description);
  await page.getByLabel("Add a note").press("Control+Enter");
  await page.locator("article.note").first().waitFor();
  await harmless(page);
  await office.make("contacts", { name: image, email: "evil@contact.example", position: script });
  await page.goto(`/clients/${id}/contacts`);
  await page.getByLabel("A contact that is already here").fill("evil@contact.example");
  await page.locator(".add-row").getByRole("button", { name: "Add contact" }).click();
  await sees(page.locator("#list"), "<img");
  for (const path of [
    `/clients/${id}`,
    `/clients/${id}/edit`,
    `/clients/${id}/delete`,
    `/clients/${id}/history`,
    "/clients?q=evil",
    "/companies?q=evil",
    "/contacts?q=evil",
    "/search?q=evil",
    "/search?q=%22%3E%3Cscript%3Edocument.title%3D%27hit%27%3C/script%3E",
    "/clients?q=%3Cimg%20src%3Dx%3E",
    "/settings/tags",
    "/import",
  ]) {
    await page.goto(path);
    await harmless(page);
  }
  await page.locator("#search-field").fill("evil");
  await sees(page.locator("#search-results"), "<img");
  await harmless(page);
});

async function harmless(page) {
  assert.notEqual(await page.title(), "hit");
  const markup = "script, img, [onerror], [onload], [onmouseover], [href^='javascript:' i]";
  assert.equal(await page.locator(`:is(main, header) :is(${markup})`).count(), 0, page.url());
}

scenario(
  "very long words, other scripts and emoji push nothing out of the page",
  { width: "phone" },
  async ({ page, office }) => {
    const { id } = await made_client(office, {
      first_name: "W".repeat(100),
      last_name: "عبد الرحمن 👩‍🚀",
      email: `${"a".repeat(60)}@${"b".repeat(60)}.example`,
      website: `https://example.com/${"z".repeat(180)}`,
      description: "y".repeat(3000),
    });
    await office.make("notes", { client: id, text: "n".repeat(10_000) });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    for (const path of ["", "/edit", "/delete", "/notes", "/history"]) {
      await page.goto(`/clients/${id}${path}`);
      assert.equal(await width(), widths.phone, path);
    }
    await page.locator("#search-field").fill("عبد");
    const hit = page.locator("#search-results [data-hit]").first();
    await hit.waitFor();
    assert.ok(await hit.evaluate((link) => link.scrollWidth <= link.clientWidth), "a hit breaks its words");
    await page.goto(`/clients/${id}`);
    const tabs = await page.locator(".tabs").evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(tabs < 1600, `a long description does not hide the tabs: they begin at ${tabs}`);
  },
);

scenario("on paper there is what is known, and nothing to click", {}, async ({ page, office }) => {
  const { id } = await made_client(office, { last_name: "Printed", description: "On **paper**." });
  await office.make("notes", { client: id, text: "Printed too" });
  await page.emulateMedia({ media: "print" });
  for (const path of [`/clients/${id}`, "/clients?q=printed"]) {
    await page.goto(path);
    await sees(page.locator("main"), "Printed");
    for (const element of await page.locator("button, .btn, nav, .back, input, textarea").all())
      assert.ok(
        !(await element.isVisible()) || (await element.getAttribute("aria-pressed")),
        await element.innerHTML(),
      );
  }
});
