// What takes something away asks first or can be taken back from its message, with script and without.
import { strict as assert } from "node:assert";
import { scenario } from "../support/scenario.mjs";
import { eventually, made_client, more, sees, toast } from "../support/steps.mjs";

let made = 0;

/** A client with a tag, a note, a contact, and a value in a field of its own. */
async function furnished(office) {
  const word = `frail${++made}`;
  const { id: tag } = await office.make("tags", { name: word });
  const field = await office.make("custom_fields", { label: `Frail ${made}`, type: "text" });
  const { id } = await made_client(office, {
    last_name: `Frail${made}`,
    tags: [tag],
    custom: { [field.name]: "glass" },
  });
  await office.make("contacts", { name: "Primary, who stays", phone: "5550 101", clients: [id] });
  const contact = await office.make("contacts", { name: `Handle ${word}`, phone: "5550 100", clients: [id] });
  const note = await office.make("notes", { client: id, text: `Breaks: ${word}` });
  return { id, tag, word, field, contact, note };
}

const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();
const there = (office, path) =>
  office.api("GET", path).then(
    () => true,
    () => false,
  );

async function delete_after_question(page) {
  assert.ok(await page.getByRole("button", { name: "Delete", exact: true }).count());
  await press(page, "Delete");
}

/** What is done, and what of the box tells that it is done: `before` again after the undo. */
const acts = {
  "a tag's X": {
    act: async (page, { id, word }) => {
      await page.goto(`/clients/${id}`);
      await press(page, `Remove tag ${word}`);
    },
    state: (office, { id }) => office.api("GET", `clients/${id}`).then(({ tags }) => tags.length),
  },
  "a star": {
    act: async (page, { id }) => {
      await page.goto(`/clients/${id}`);
      await press(page, "4 of 5");
    },
    state: (office, { id }) => office.api("GET", `clients/${id}`).then(({ rating }) => rating),
  },
  archive: {
    act: async (page, { id }) => {
      await page.goto(`/clients/${id}`);
      await more(page);
      await press(page, "Archive");
    },
    state: (office, { id }) => office.api("GET", `clients/${id}`).then(({ status }) => status),
  },
  "a note": {
    act: async (page, { id, note }) => {
      await page.goto(`/clients/${id}/notes`);
      await page.locator(`#note-${note.id}`).getByRole("button", { name: "Delete" }).click();
    },
    state: (office, { note }) => there(office, `notes/${note.id}`),
  },
  "a contact": {
    act: async (page, { contact }) => {
      await page.goto(`/contacts/${contact.id}`);
      await page.getByRole("link", { name: "Delete" }).click();
      await page.getByLabel("To go on, type the name").fill(contact.name);
      await delete_after_question(page);
    },
    state: (office, { contact }) => there(office, `contacts/${contact.id}`),
  },
  "a tag": {
    act: async (page, { tag }) => {
      await page.goto(`/settings/tags/${tag}/delete`);
      await delete_after_question(page);
    },
    state: (office, { tag }) => there(office, `tags/${tag}`),
  },
  "a tag merged into another": {
    act: async (page, { tag }) => {
      await page.goto("/settings/tags");
      const line = page.locator("li", { has: page.locator(`#tag-into-${tag}`) });
      await line.locator("summary").click();
      await line.locator(`#tag-into-${tag}`).selectOption({ label: "vip" });
      await line.getByRole("button", { name: "Merge" }).click();
    },
    state: async (office, { id, tag }) => [
      (await office.api("GET", `clients/${id}`)).tags.includes(tag),
      await there(office, `tags/${tag}`),
    ],
  },
  "a custom field": {
    act: async (page, { field }) => {
      await page.goto(`/settings/fields/${field.id}/delete`);
      await sees(page.locator("main"), "1 client");
      await delete_after_question(page);
    },
    state: async (office, { id, field }) => [
      (await office.api("GET", `clients/${id}`)).custom?.[field.name],
      await there(office, `custom_fields/${field.id}`),
    ],
  },
};

for (const script of [true, false])
  for (const [name, { act, state }] of Object.entries(acts))
    scenario(
      `[U8] what is taken away can be taken back: ${name}${script ? "" : ", without script"}`,
      { script },
      async (visit) => {
        const { page, office } = visit;
        const made_for_it = await furnished(office);
        const before = await state(office, made_for_it);
        await act(page, made_for_it);
        await toast(page).getByRole("button", { name: "Undo" }).waitFor();
        assert.notDeepEqual(await state(office, made_for_it), before);
        await toast(page).getByRole("button", { name: "Undo" }).click();
        await eventually(async () => assert.deepEqual(await state(office, made_for_it), before));
        await sees(toast(page), "Taken back");
      },
    );
