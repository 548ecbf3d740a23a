import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Line } from "../support/line.mjs";
import { scenario } from "../support/scenario.mjs";
import { has_no, made_client, path_is, sees, toast } from "../support/steps.mjs";

const plan = { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("A plan of the roof") };
const photo = { name: "roof.txt", mimeType: "text/plain", buffer: Buffer.from("The roof") };

const documents_of = async (office, { id }) => (await office.api("GET", `documents?about=client:${id}`)).items;

async function choose(page, client, files) {
  await page.goto(`/clients/${client.id}/documents`);
  await page.getByLabel("Files", { exact: true }).setInputFiles(files);
}

/** Its bytes are what was sent. */
async function arrived(page, document, bytes) {
  const answer = await page.request.get(`/files/${document.id}`);
  const digest = (content) => createHash("sha256").update(content).digest("hex");
  assert.equal(digest(await answer.body()), digest(bytes));
}

scenario(
  "[P9] documents of a client: several at once, renamed, looked at, deleted and put back",
  {},
  async ({ page, office }) => {
    const client = await made_client(office);
    await choose(page, client, [plan, photo]);
    await sees(page.locator("[data-drop-name]"), "plan.txt, roof.txt");
    await page.getByRole("button", { name: "Upload" }).click();
    await sees(page.getByRole("link", { name: "plan.txt", exact: true }), "plan.txt");
    await sees(page.getByRole("link", { name: "roof.txt", exact: true }), "roof.txt");
    const [document] = (await documents_of(office, client)).filter(({ name }) => name === "plan.txt");
    await arrived(page, document, plan.buffer);

    await page.getByRole("link", { name: "plan.txt", exact: true }).click();
    await path_is(page, `/documents/${document.id}`);
    await page.getByRole("link", { name: "Edit" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Plan of the roof");
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Plan of the roof");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "Plan of the roof");

    await page.getByRole("link", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await path_is(page, "/documents");
    await toast(page).getByRole("button", { name: "Undo" }).click();
    await page.goto(`/clients/${client.id}/documents`);
    await sees(page.getByRole("link", { name: "Plan of the roof" }), "Plan of the roof");
    await arrived(page, document, plan.buffer);
  },
);

scenario("[P9] without script: a file is uploaded", { script: false }, async ({ page, office }) => {
  const client = await made_client(office);
  await choose(page, client, [plan, photo]);
  await page.getByRole("button", { name: "Upload" }).click();
  await path_is(page, `/clients/${client.id}/documents`);
  await sees(page.getByRole("link", { name: "roof.txt", exact: true }), "roof.txt");
  const [document] = (await documents_of(office, client)).filter(({ name }) => name === "plan.txt");
  await arrived(page, document, plan.buffer);
});

scenario(
  "[P9] an upload goes on by itself after the line was cut, and shows how far it is",
  { cut_off: true, refused: [409] },
  async ({ page, context, office }) => {
    const client = await made_client(office);
    const bytes = Buffer.alloc(12 << 20, "0123456789abcdef");
    const file = join(office.home, "large.bin");
    await writeFile(file, bytes);
    const line = await Line.to(office, context);
    await page.goto(`${line.url}/clients/${client.id}/documents`);
    await page.getByLabel("Files", { exact: true }).setInputFiles(file);
    const held = line.held_after(6 << 20);
    await page.getByRole("button", { name: "Upload" }).click();
    await held;
    await page.waitForFunction(() => document.querySelector("progress").value > 0);
    line.cut();
    await sees(page.locator(".upload-line"), "The connection is lost. It goes on by itself.");
    line.mend();
    await sees(page.getByRole("link", { name: "large.bin" }), "large.bin");
    const [document] = await documents_of(office, client);
    await arrived(page, document, bytes);
  },
);

scenario(
  "[P9] a PDF opens in the browser's viewer from its page, and is saved on demand",
  {},
  async ({ page, office }) => {
    const client = await made_client(office);
    const text =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n";
    const pdf = Buffer.from(
      `${text}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>`,
    );
    await choose(page, client, { name: "plan.pdf", mimeType: "application/pdf", buffer: pdf });
    await page.getByRole("button", { name: "Upload" }).click();
    await sees(page.getByRole("link", { name: "plan.pdf" }), "plan.pdf");
    const [document] = await documents_of(office, client);
    await page.goto(`/documents/${document.id}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "plan.pdf");
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(`/files/${document.id}`)),
      page.getByRole("link", { name: "Open", exact: true }).click(),
    ]);
    assert.match(answer.headers()["content-disposition"], /^inline/);
    assert.match(answer.headers()["content-security-policy"], /frame-ancestors 'none'/);
  },
);

scenario(
  "[P9] a file never goes on with what came of another one, however alike they are",
  { cut_off: true },
  async ({ page, context, office }) => {
    const client = await made_client(office);
    const moment = new Date("2026-11-01T12:00:00Z");
    const files = await Promise.all(
      ["one", "two"].map(async (name) => {
        const bytes = Buffer.alloc(8 << 20, name);
        const file = join(office.home, `${name}.bin`);
        await writeFile(file, bytes);
        await utimes(file, moment, moment);
        return { file, bytes };
      }),
    );
    const network = await context.newCDPSession(page);
    const at = (uploadThroughput) =>
      network.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput,
      });
    await at(1 << 20);
    await choose(page, client, files[0].file);
    await page.getByRole("button", { name: "Upload" }).click();
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
    await choose(page, client, files[1].file);
    await at(-1);
    await page.getByRole("button", { name: "Upload" }).click();
    await sees(page.getByRole("link", { name: "two.bin" }), "two.bin");
    const [document] = await documents_of(office, client);
    await arrived(page, document, files[1].bytes);
  },
);

scenario("[P9] an upload is stopped", {}, async ({ page, context, office }) => {
  const client = await made_client(office);
  const file = join(office.home, "slow.bin");
  await writeFile(file, Buffer.alloc(8 << 20));
  const network = await context.newCDPSession(page);
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 1 << 20,
  });
  await choose(page, client, file);
  await page.getByRole("button", { name: "Upload" }).click();
  await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await has_no(page.locator(".upload-line"));
  assert.deepEqual(await documents_of(office, client), []);
});
