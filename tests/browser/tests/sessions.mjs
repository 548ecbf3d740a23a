import { strict as assert } from "node:assert";
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sign_in, visit } from "../support/browser.mjs";
import { Office, password, people } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { path_is, sees, toast } from "../support/steps.mjs";

scenario(
  "[U1] the first visitor becomes admin with the code from the console",
  { office: () => Office.empty(), as: undefined },
  async ({ page, office }) => {
    await page.goto("/");
    await path_is(page, "/setup");
    assert.match(office.code, /^[A-Z0-9]{4}-?[A-Z0-9]{4}$/);
    await page.getByLabel("Code").fill("WRNG-CODE");
    await page.getByLabel("Name", { exact: true }).fill("Ana Adler");
    await page.getByLabel("E-mail").fill("ana@office.example");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("Password again").fill(password);
    await page.getByRole("button", { name: "Make the admin" }).click();
    await sees(page.locator(".field-error"), "is wrong");
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Ana Adler");

    await page.getByLabel("Code").fill(office.code.toLowerCase().replace("-", " "));
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByLabel("Password again").fill("short");
    await page.getByRole("button", { name: "Make the admin" }).click();
    await sees(page.locator(".field-error"), /10|long/);

    await page.getByLabel("Code").fill(office.code);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel("Password again").fill(password);
    await page.getByRole("button", { name: "Make the admin" }).click();
    await path_is(page, "/today");
    await sees(page.getByRole("heading"), "First steps");
    assert.ok(!existsSync(join(office.folder, "first-admin-code")));

    // The door is shut behind the first one.
    await page.goto("/setup");
    await path_is(page, "/today");
  },
);

scenario("[U3] signing in, a wrong password, signing out", { as: undefined }, async ({ page }) => {
  await page.goto("/clients");
  await path_is(page, /^\/login/);
  await sign_in(page, people.staff, "not the password");
  await sees(page.getByRole("alert"), /password/i);
  assert.equal(await page.getByLabel("E-mail").inputValue(), people.staff.email);

  await page.goto("/companies");
  await page.getByLabel("E-mail").fill(people.staff.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await path_is(page, "/companies"); // where they wanted to go

  await page.locator("summary.person").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await path_is(page, "/login");
  await page.goto("/clients");
  await path_is(page, /^\/login/);
  await page.goBack();
  await sees(page.getByRole("heading"), "Sign in");
});

scenario(
  "[U3] a changed password ends the other sessions; one session can be ended by itself",
  { as: undefined },
  async ({ page, office }) => {
    const paula = { name: "Paula Page", email: "paula@office.example" };
    await office.add_user(paula, "staff");
    const here = await visit(office, {}),
      there = await visit(office, {}),
      elsewhere = await visit(office, {});
    for (const visitor of [here, there, elsewhere]) {
      await sign_in(visitor.page, paula);
      await path_is(visitor.page, "/today");
    }
    await here.page.goto("/account");
    const lines = here.page.locator(".lines li", { hasText: "Chrom" });
    assert.equal(await lines.count(), 3);
    await lines.filter({ hasNotText: "this one" }).first().getByRole("button", { name: "Sign out" }).click();
    await sees(toast(here.page), "session");
    assert.equal(await lines.count(), 2);

    await here.page.getByLabel("Present password").fill("wrong");
    await here.page.getByLabel("New password", { exact: true }).fill("another rainy roof");
    await here.page.getByLabel("New password again").fill("another rainy roof");
    await here.page.getByRole("button", { name: "Change password" }).click();
    await here.page.locator(".field-error").first().waitFor();

    await here.page.getByLabel("Present password").fill(password);
    await here.page.getByLabel("New password", { exact: true }).fill("another rainy roof");
    await here.page.getByLabel("New password again").fill("another rainy roof");
    await here.page.getByRole("button", { name: "Change password" }).click();
    await sees(toast(here.page), "password is changed");
    assert.equal(await lines.count(), 1);
    for (const visitor of [there, elsewhere]) {
      await visitor.page.goto("/clients");
      await path_is(visitor.page, /^\/login/);
      await visitor.done();
    }
    await here.done();
    await sign_in(page, paula, "another rainy roof");
    await path_is(page, "/today");
  },
);

scenario(
  "[U3] a session that ended asks to sign in again and comes back to the page",
  { as: undefined },
  async ({ page, context }) => {
    await sign_in(page, people.admin);
    await path_is(page, "/today");
    await page.goto("/clients?q=callahan");
    await context.clearCookies();
    await page.reload();
    await path_is(page, /^\/login\?next=/);
    await page.getByLabel("E-mail").fill(people.admin.email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await path_is(page, "/clients?q=callahan");
  },
);

scenario("light and dark can be set, and stay", { colorScheme: "light" }, async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("/clients");
  const light = await background();
  await page.locator("summary.person").click();
  const told = page.waitForResponse("**/account/theme");
  await page.getByRole("button", { name: "Dark" }).click();
  await told;
  const dark = await background();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await background(), dark);
  assert.equal(await page.locator("html").getAttribute("data-bs-theme"), "dark");
  await page.locator("summary.person").click();
  await page.getByRole("button", { name: "Like the system" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await background(), dark);
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(), light);
  await page.waitForLoadState("networkidle");
});

scenario(
  "[U2][U3] a new person gets a password that is copied, works once, and is changed before anything else",
  { as: "admin" },
  async ({ page, office, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/settings/users/new");
    await page.getByLabel("Name", { exact: true }).fill("Nora North");
    await page.getByLabel("E-mail").fill("nora@office.example");
    await page.getByLabel("Role").selectOption("staff");
    await page.getByRole("button", { name: "Save" }).click();
    const secret = await page.locator(".secret").textContent();
    await page.getByRole("button", { name: "Copy" }).click();
    await sees(page.getByRole("button", { name: "Copied" }), "Copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);

    const nora = await visit(office, {});
    await sign_in(nora.page, { email: "nora@office.example" }, secret);
    await path_is(nora.page, "/account/new-password?next=/today");
    await nora.page.goto("/clients");
    await path_is(nora.page, "/account/new-password?next=/clients");
    await nora.page.getByLabel("New password", { exact: true }).fill("northern lights 4");
    await nora.page.getByLabel("New password again").fill("northern lights 4");
    await nora.page.getByRole("button", { name: "Use this password" }).click();
    await path_is(nora.page, "/clients");
    await nora.done();

    await page.goto("/settings/events");
    await page.getByLabel("Person").selectOption({ label: "Nora North" });
    await page.getByRole("button", { name: "Show" }).click();
    await sees(page.locator("tbody tr").first(), "Password changed");
  },
);

scenario(
  "[E3] a token is made for some records, listed with its end, and taken back",
  { as: "admin" },
  async ({ page }) => {
    await page.goto("/account");
    await page.locator("#tokens").getByRole("link", { name: "Show" }).click();
    await page.getByLabel("What for").fill("Telephone");
    await page.getByLabel("Clients", { exact: true }).check();
    await page.getByRole("button", { name: "Make a token" }).click();
    assert.match(await page.locator(".secret").textContent(), /^[0-9a-f]{64}$/);
    const line = page.locator(".lines li", { hasText: "Telephone" });
    await sees(line, "Read: Clients");
    await sees(line, "never used");
    await page.getByRole("button", { name: "Take back Telephone" }).click();
    await sees(toast(page), "no longer works");
    assert.equal(await page.getByText("Telephone").count(), 0);
  },
);

/** What an app shows that knows the key (RFC 6238). */
function code_of(key, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(" ", "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", bytes).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

for (const script of [true, false])
  scenario(
    `[U3] ${script ? "" : "without script: "}a second factor is set up, asked for at the next sign-in, and turned off`,
    { as: undefined, script },
    async ({ page, office }) => {
      const tova = { name: "Tova Two", email: `tova${script}@office.example` };
      await office.add_user(tova, "staff");
      await sign_in(page, tova);
      await path_is(page, "/today");
      await page.goto("/account");
      await page.locator("#second-factor").getByRole("link", { name: "Set up" }).click();
      await page.getByRole("button", { name: "Begin", exact: true }).click();
      const key = await page.locator("#factor-key").textContent();
      assert.match(key, /^([A-Z2-7]{4} ?){8}$/);
      await page.getByRole("textbox", { name: "Code" }).fill("000000");
      await page.getByRole("button", { name: "Turn on" }).click();
      await sees(page.locator(".field-error"), "is wrong");
      assert.equal(await page.locator("#factor-key").textContent(), key);
      await page.getByRole("textbox", { name: "Code" }).fill(code_of(key, -1));
      await page.getByRole("button", { name: "Turn on" }).click();
      const recovery = await page.locator(".recovery-codes li").allTextContents();
      assert.equal(recovery.length, 10);
      await page.reload();
      assert.equal(await page.locator(".recovery-codes li").count(), 0);

      await page.locator("summary.person").click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.goto("/companies");
      await page.getByLabel("E-mail").fill(tova.email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await path_is(page, "/login/code?next=/companies");
      await page.goto("/clients");
      await path_is(page, "/login/code?next=/clients");
      await page.getByRole("textbox", { name: "Code" }).fill("123");
      await page.getByRole("button", { name: "Continue" }).click();
      await sees(page.locator(".field-error"), "is wrong");
      await page.getByRole("textbox", { name: "Code" }).fill(code_of(key));
      await page.getByRole("button", { name: "Continue" }).click();
      await path_is(page, "/clients");

      await page.goto("/account/second-factor");
      await page.getByLabel("Present password").fill(password);
      await page.getByRole("textbox", { name: "Code" }).fill(recovery[2].toUpperCase());
      await page.getByRole("button", { name: "Turn off" }).click();
      await path_is(page, "/account");
      await sees(page.locator("#second-factor").getByRole("link"), "Set up");
    },
  );

scenario(
  "[U2] a right that is taken from a role is gone at once, and comes back",
  { as: "admin" },
  async ({ page, office }) => {
    await page.goto("/settings/permissions");
    const reader = await visit(office, { as: "read_only" });
    const exports = reader.page.locator('a[href^="/clients/export.csv"]');
    await reader.page.goto("/clients");
    assert.equal(await exports.count(), 0);
    await page.getByRole("button", { name: "Read-only: Export. Give it." }).click();
    await page.getByRole("button", { name: "Read-only: Export. Take it away." }).waitFor();
    await reader.page.goto("/clients");
    assert.ok(await exports.count());
    await page.getByRole("button", { name: "All as it came" }).click();
    await page.getByRole("button", { name: "Read-only: Export. Give it." }).waitFor();
    await reader.done();
  },
);

scenario(
  "[U2] on a phone the table of rights scrolls sideways beside its rights, and what they mean opens",
  { as: "admin", width: "phone" },
  async ({ page }) => {
    await page.goto("/settings/permissions");
    const table = page.locator(".table-scroll").first();
    const left = async (name) => (await table.getByRole(name[0], { name: name[1], exact: true }).boundingBox()).x;
    const before = await left(["rowheader", "Export"]);
    const scrolled = await table.evaluate((one) => (one.scrollLeft = one.scrollWidth));
    assert.ok(scrolled > 0);
    assert.equal(await left(["rowheader", "Export"]), before);
    const last = await table.getByRole("columnheader").last().boundingBox();
    assert.ok(last.x + last.width <= 390);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height < 3_000, `${height} pixels`);
    await page.locator("summary", { hasText: "Contacts" }).click();
    await page.getByRole("rowheader", { name: "See", exact: true }).waitFor();
  },
);

scenario(
  "[U5] the history is verified from the audit, and its changes are narrowed to a person",
  { as: "admin" },
  async ({ page }) => {
    await page.goto("/settings/changes");
    await page.getByRole("button", { name: "Verify now" }).click();
    await sees(page.locator("#verification"), "nothing was changed");
    await page.getByLabel("Person").selectOption({ label: people.read_only.name });
    await page.getByRole("button", { name: "Show" }).click();
    await path_is(page, /person=\d+/);
    assert.equal(await page.locator(".events li", { hasText: people.admin.name }).count(), 0);
  },
);
