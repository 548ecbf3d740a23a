import { strict as assert } from "node:assert";
import { people } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { focused, has_no, made_client, path_is, sees, toast } from "../support/steps.mjs";

const text_box = (page) => page.locator("#note-text");
const card = (page, text) => page.locator(".timeline article.note", { hasText: text });
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

scenario(
  "[P8] a colleague is chosen behind @ by keyboard, told of before it is sent, and finds it on Today",
  {},
  async ({ page, office }) => {
    const client = await made_client(office);
    await page.goto(`/clients/${client.id}/activity`);
    await page.getByRole("link", { name: "Comment", exact: true }).click();
    await sees(page.locator("#told"), "Nobody is told.");
    const [first, second] = people.read_only.name.split(" ");
    await text_box(page).pressSequentially(`@${first.toLowerCase()} ${second[0]}`);
    await sees(page.getByRole("option"), people.read_only.name);
    await text_box(page).press("Enter");
    await page.keyboard.type("please look");
    assert.equal(await text_box(page).inputValue(), `@${people.read_only.name} please look`);
    await has_no(page.getByRole("listbox", { name: "People" }));
    await sees(page.locator("#told"), `${people.read_only.name} will be told.`);
    await text_box(page).press("Control+Enter");
    await sees(toast(page), "Comment added");
    await path_is(page, `/clients/${client.id}/activity?write=comment`);
    await sees(card(page, "please look").locator("a.named"), `@${people.read_only.name}`);
    assert.equal(await focused(page), "Add a comment");
  },
);

scenario(
  "[P8][U7] what mentions somebody stands on their Today until they open it",
  { as: "staff" },
  async ({ page, office }) => {
    const client = await made_client(office);
    const { id } = await office.make("comments", { client: client.id, text: "@Stefan, please ring **her**" });
    await page.goto("/today");
    const notice = page.getByRole("region", { name: "For you" }).getByRole("link", { name: new RegExp(client.name) });
    await sees(notice, `${people.admin.name} mentioned you`);
    await notice.click();
    await path_is(page, `/clients/${client.id}/activity?kind=comments`);
    await sees(page.locator(`#comment-${id}`), "please ring her");
    await page.goto("/today");
    await has_no(notice);
  },
);

scenario(
  "[P8] without script: a name that is nobody's is said beside the box, and what was typed stays",
  { script: false },
  async ({ page, office }) => {
    const client = await made_client(office);
    await page.goto(`/clients/${client.id}/activity`);
    await page.getByRole("link", { name: "Comment", exact: true }).click();
    await text_box(page).fill("@Zoe and @Stefan, look");
    await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
    await sees(page.locator("#note-about"), "names “@Zoe”, and nobody here is called so");
    assert.equal(await text_box(page).inputValue(), "@Zoe and @Stefan, look");
    await text_box(page).fill("@Stefan, look");
    await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
    await sees(card(page, "look").locator("a.named"), "@Stefan");
    await path_is(page, `/clients/${client.id}/activity?write=comment`);
  },
);

scenario(
  "[P18] the box turns from note to comment with what was typed, and adding stays where one is",
  {},
  async ({ page, office }) => {
    const client = await made_client(office);
    await page.goto(`/clients/${client.id}/notes`);
    await text_box(page).fill("Rang about the oak");
    await page.getByRole("link", { name: "Comment", exact: true }).click();
    await sees(page.locator("#told"), "told");
    assert.equal(await text_box(page).inputValue(), "Rang about the oak");
    assert.equal(await focused(page), "Comment");
    await page.getByRole("link", { name: "Task", exact: true }).click();
    await page.getByLabel("Add a task").fill("Ring again");
    await page.locator("#write-due").fill("2030-01-02");
    await page.getByLabel("Add a task").press("Control+Enter");
    await sees(toast(page), "Task added");
    await path_is(page, `/clients/${client.id}/notes?write=task`);
    await page.goto(`/clients/${client.id}/activity?kind=tasks`);
    await sees(page.locator(".timeline"), "Ring again");
  },
);

for (const script of [true, false])
  scenario(
    `[P7][P9] files come with a note ${script ? "by dropping them on the box" : "without script"}, and are among those of the client`,
    { script },
    async ({ page, office }) => {
      const client = await made_client(office);
      await page.goto(`/clients/${client.id}/activity`);
      await text_box(page).fill("The gate");
      const file = { name: "gate.png", mimeType: "image/png", buffer: picture };
      if (script) await drop(page, file);
      else await page.locator("#note-files").setInputFiles(file);
      await page.locator("#notepad").getByRole("button", { name: "Save" }).click();
      await sees(card(page, "The gate").getByRole("link"), "gate.png");
      await page.goto(`/clients/${client.id}/documents`);
      await sees(page.locator("#list"), "gate.png");
    },
  );

async function drop(page, { name, mimeType, buffer }) {
  const data = await page.evaluateHandle(
    ([name, type, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type }));
      return transfer;
    },
    [name, mimeType, buffer.toString("base64")],
  );
  await sees(page.locator("#notepad [data-drop-hint]"), "drop files");
  await page.locator("#notepad").dispatchEvent("drop", { dataTransfer: data });
}

scenario(
  "[P7] without script: the same form sent twice makes one note",
  { script: false },
  async ({ page, office }) => {
    const client = await made_client(office);
    await page.goto(`/clients/${client.id}/notes`);
    await text_box(page).fill("Sent twice");
    const token = await page.locator("#notepad [name=csrf]").inputValue();
    const once = await page.locator("#notepad [name=once]").inputValue();
    const form = { csrf: token, once, text: "Sent twice" };
    for (let time = 0; time < 2; ++time)
      await page.request.post(`/clients/${client.id}/notes`, { multipart: form, maxRedirects: 0 });
    await page.goto(`/clients/${client.id}/notes`);
    assert.equal(await page.locator(".profile-main article.note").count(), 1);
  },
);

scenario("[P18] the timeline is narrowed by kind and person, by keyboard too", {}, async ({ page, office }) => {
  const client = await made_client(office);
  await office.make("notes", { client: client.id, text: "A note" });
  await office.make("comments", { client: client.id, text: "A comment" });
  await page.goto(`/clients/${client.id}/activity`);
  await sees(card(page, "A note"), "A note");
  await page.locator(".timeline-head").getByRole("link", { name: "Comments" }).click();
  await has_no(card(page, "A note"));
  await sees(card(page, "A comment"), "Comment");
  await page.getByLabel("By", { exact: true }).selectOption({ label: people.staff.name });
  await page.getByRole("button", { name: "Show" }).press("Enter");
  await sees(page.locator("#tabs"), "Nothing here yet.");
  await sees(page.locator("[aria-current=true]", { hasText: "Comments" }), "Comments");
});
