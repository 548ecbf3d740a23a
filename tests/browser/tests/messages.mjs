import { strict as assert } from "node:assert";
import { mail_server } from "../support/mail_server.mjs";
import { Office } from "../support/office.mjs";
import { scenario } from "../support/scenario.mjs";
import { eventually, has_no, made_client, sees, toast } from "../support/steps.mjs";

const office_with_mail = () => Office.start({ roles: ["staff", "read_only"] });
const office_without_mail = () => Office.start({ roles: ["staff"] });

const field = (page, label) => page.getByLabel(label, { exact: true });
const conversation = (page) => page.locator(".conversation");
const card = (page, subject) => page.locator(".timeline article.note", { hasText: subject });

async function set_up(page, server) {
  await page.goto("/settings/mail");
  await field(page, "Server").fill("127.0.0.1");
  await field(page, "Port").fill(String(server.port));
  await field(page, "Login").fill(server.login.user);
  await field(page, "Password").fill(server.login.password);
  await field(page, "Sender’s name").fill("Büro Süd");
  await field(page, "Sender’s address").fill("office@test.example");
  await field(page, "Certificate authority").fill(server.authority);
  await page.getByRole("button", { name: "Save" }).click();
  await sees(toast(page), "Saved");
}

async function write(page, client, subject, text) {
  await page.goto(`/clients/${client.id}/activity?write=email`);
  await field(page, "Subject").fill(subject);
  await page.locator("#note-text").fill(text);
}

const send = async (page) => {
  await page.locator("#notepad").getByRole("button", { name: "Send" }).click();
  await sees(toast(page), "The e-mail waits to be sent");
};

/** It is sent by itself: the page is asked again until it says so. */
const stands_as = (page, path, subject, state) =>
  eventually(async () => {
    await page.goto(path);
    assert.match(await card(page, subject).locator(".note-state").textContent(), state);
  });

scenario(
  "[M1][M3][M4] mail is set up and tried, an e-mail with a document goes out, and stands as sent once it was",
  { office: office_with_mail },
  async ({ page, office }) => {
    const server = await mail_server();
    await set_up(page, server);
    await page.goto("/settings/mail");
    assert.equal(await field(page, "Password").inputValue(), "");
    assert(!(await page.content()).includes(server.login.password));
    await page.getByRole("button", { name: "Send a test" }).click();
    await sees(page.getByRole("alert"), "The server took the e-mail");
    await page.getByText("What box and server said").click();
    await sees(conversation(page), "STARTTLS");
    assert(!(await page.content()).includes(server.login.password));
    await server.waiting_for("Test of Clientbox");

    const client = await made_client(office, { first_name: "Änne", last_name: "Öhlund" });
    await office.send("documents", { about: `client:${client.id}` }, "Angebot März.txt");
    await write(page, client, "Ihr Angebot über 1.200 €", "Guten *Tag*,\n\nanbei unser Angebot.");
    await page.getByText("Attach documents").click();
    await page.getByLabel("Angebot März.txt").check();
    await send(page);
    const mail = await server.waiting_for("Ihr Angebot über 1.200 €");
    assert.equal(mail.from.text, '"Büro Süd" <office@test.example>');
    assert.equal(mail.to.text, `"Änne Öhlund" <${client.email}>`);
    assert.match(mail.text, /^Guten \*Tag\*,\n\nanbei unser Angebot\.\n/);
    assert.match(mail.html, /<p>Guten <em>Tag<\/em>,<\/p>/);
    assert.deepEqual(
      mail.attachments.map(({ filename, content }) => [filename, content.toString()]),
      [["Angebot März.txt", "A few words"]],
    );
    await stands_as(page, `/clients/${client.id}/activity`, "Ihr Angebot", /^Sent$/);
    await sees(card(page, "Ihr Angebot"), "Angebot März.txt");
    await card(page, "Ihr Angebot").getByRole("link", { name: "Write again" }).click();
    assert.equal(await field(page, "Subject").inputValue(), "Re: Ihr Angebot über 1.200 €");
    await page.locator("#note-text").fill("Noch etwas.");
    await send(page);
    const second = await server.waiting_for("Re: Ihr Angebot über 1.200 €");
    assert.equal(second.inReplyTo, mail.messageId);
    await server.close();
  },
);

scenario(
  "[M3][M4] what the server refuses stands on Today with its words, and is sent again by hand",
  { office: office_with_mail, as: "admin" },
  async ({ page, office }) => {
    const server = await mail_server();
    await set_up(page, server);
    const client = await made_client(office);
    server.refused.add(client.email);
    await write(page, client, "Our visit", "We come on Monday.");
    await send(page);
    await stands_as(page, `/clients/${client.id}/activity`, "Our visit", /^Not sent$/);
    await page.goto("/today");
    await page.locator("#waiting-messages").getByRole("link", { name: "Our visit" }).click();
    await sees(page.locator("main"), "The mail server refuses the recipient");
    await sees(page.locator("main"), "550 5.1.1 Nobody of that name");
    server.refused.clear();
    await page.getByRole("button", { name: "Send again" }).click();
    await server.waiting_for("Our visit");
    await stands_as(page, `/clients/${client.id}/activity`, "Our visit", /^Sent$/);
    await page.goto("/today");
    await has_no(page.locator("#waiting-messages"));
    assert.equal(server.mails.filter((mail) => mail.subject === "Our visit").length, 1);
    await server.close();
  },
);

scenario(
  "[M1] a wrong password and a wrong port are said in plain words, with what the server said",
  { office: office_with_mail },
  async ({ page }) => {
    const server = await mail_server();
    await set_up(page, { ...server, login: { ...server.login, password: "wrong" } });
    await page.getByRole("button", { name: "Send a test" }).click();
    await sees(page.getByRole("alert"), "The mail server refuses login or password.");
    await sees(conversation(page), "535");
    await server.close();
    await page.getByRole("button", { name: "Send a test" }).click();
    await sees(page.getByRole("alert"), "Nothing answers at that server and port.");
    await field(page, "Port").fill("70000");
    await page.getByRole("button", { name: "Save" }).click();
    await sees(page.locator(".field-error"), "“Port” is a number from 1 to 65535.");
    assert.equal(await field(page, "Port").inputValue(), "70000");
  },
);

scenario(
  "[M1] without a server nothing is queued, what was typed stays, and an administrator is led to the settings",
  { office: office_without_mail },
  async ({ page, office }) => {
    const client = await made_client(office);
    await write(page, client, "Hello", "How are you?");
    await page.locator("#notepad").getByRole("button", { name: "Send" }).click();
    await sees(page.locator("#notepad .field-error"), "No mail server is set up yet.");
    assert.equal(await field(page, "Subject").inputValue(), "Hello");
    assert.equal(await page.locator("#note-text").inputValue(), "How are you?");
    await page.getByRole("link", { name: "Set up mail" }).click();
    await sees(page.getByRole("heading", { level: 1 }), "Mail");
  },
);
