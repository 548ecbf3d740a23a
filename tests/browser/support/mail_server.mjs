// A mail server that is not ours, with TLS and login, and a parser that is not ours for what it takes.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const run = promisify(execFile);

async function certificate() {
  const folder = await mkdtemp(join(tmpdir(), "clientbox-mail-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await run("openssl", [...made, "-keyout", key, "-out", cert, ...name]);
  const texts = { key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") };
  await rm(folder, { recursive: true });
  return texts;
}

/** Takes mail, but for recipients in `refused`; `mails` has what came, `waiting_for(subject)` waits for one. */
export async function mail_server() {
  const { key, cert } = await certificate();
  const mails = [];
  const waiting = [];
  const refused = new Set();
  const login = { user: "büro", password: "drei Äpfel 7" };
  const server = new SMTPServer({
    key,
    cert,
    logger: false,
    onAuth({ username, password }, session, done) {
      const good = username === login.user && password === login.password;
      done(good ? null : new Error("Wrong login or password"), { user: username });
    },
    onRcptTo({ address }, session, done) {
      done(refused.has(address) ? Object.assign(new Error("5.1.1 Nobody of that name"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        for (const { subject, come } of waiting) if (subject === mail.subject) come(mail);
        done();
      }, done);
    },
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const waiting_for = (subject) => {
    const there = mails.find((mail) => mail.subject === subject);
    return there ?? new Promise((come) => waiting.push({ subject, come }));
  };
  const close = () => new Promise((closed) => server.close(closed));
  return { port: server.server.address().port, authority: cert, login, mails, refused, waiting_for, close };
}
