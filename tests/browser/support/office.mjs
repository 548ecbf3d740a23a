// An office of its own for a test: the real program on a data folder that goes away with it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = process.env.CLIENTBOX ?? new URL("../../../build/host/clientbox", import.meta.url).pathname;

/** The password of everybody in the tests' offices. */
export const password = "rain on the roof 7";

export const people = {
  admin: { name: "Ana Adler", email: "ana@office.example" },
  staff: { name: "Stefan Stone", email: "stefan@office.example" },
  read_only: { name: "Rosa Reader", email: "rosa@office.example" },
};

export class Office {
  /** First start: nobody can sign in yet; `code` makes the first admin. */
  static async empty() {
    const office = new Office();
    office.home = await mkdtemp(join(tmpdir(), "clientbox-browser-"));
    office.folder = join(office.home, "data");
    await office.serve();
    return office;
  }

  /** An office with an admin, other roles, and the clients of a CSV text. */
  static async start({ roles = [], csv } = {}) {
    const office = new Office();
    office.home = await mkdtemp(join(tmpdir(), "clientbox-browser-"));
    office.folder = join(office.home, "data");
    const secret = await office.file("password", password);
    const { admin } = people;
    await office.command("init", "--admin", admin.email, "--name", admin.name, "--password-file", secret);
    if (csv) await office.command("import", "--kind", "clients", await office.file("clients.csv", csv));
    for (const role of roles) await office.add_user(people[role], role);
    office.token = (await office.command("user", "token", admin.email)).trim();
    await office.serve();
    return office;
  }

  /** Runs a command on the data folder; gives what it printed. */
  async command(...words) {
    const { stdout } = await run(program, [...words, "--data", this.folder]);
    return stdout;
  }

  async add_user({ name, email }, role) {
    const secret = await this.file("password", password);
    await this.command("user", "add", email, "--name", name, "--role", role, "--password-file", secret);
  }

  async file(name, text) {
    const path = join(this.home, name);
    await writeFile(path, text);
    return path;
  }

  async serve() {
    this.process = spawn(program, ["serve", "--http", "127.0.0.1:0", "--data", this.folder]);
    this.log = "";
    this.process.stderr.on("data", (text) => (this.log += text));
    this.process.on("exit", (code, signal) => (this.ended = `The program ended with ${signal ?? code}. ${this.log}`));
    for await (const line of createInterface({ input: this.process.stdout })) {
      const [, label, value] = /^([^:]+): +(.*)$/.exec(line) ?? [];
      if (label === "Address") this.url = value;
      if (label === "First-admin code") this.code = value;
      if (this.url && (this.code || this.token)) return;
    }
    throw new Error(`The program did not start: ${this.log}`);
  }

  /** Records through the JSON API, as a set-up of what a test is not about. Answers the new record. */
  async make(kind, fields) {
    return this.api("POST", kind, fields);
  }

  /** A record with a file of a few words. */
  async send(kind, fields, file_name) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["A few words"]), file_name);
    return this.ask("POST", kind, {}, form);
  }

  async api(method, path, body) {
    return this.ask(method, path, { "Content-Type": "application/json" }, body && JSON.stringify(body));
  }

  async ask(method, path, headers, body) {
    const authorised = { Authorization: `Bearer ${this.token}`, ...headers };
    const response = await fetch(`${this.url}/api/v1/${path}`, { method, headers: authorised, body });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", (code, signal) => resolve({ code, signal })));
    if (this.process.exitCode === null) this.process.kill("SIGTERM");
    const { code, signal } = this.process.exitCode === null ? await ended : { code: this.process.exitCode };
    await rm(this.home, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The program ended with ${signal ?? code}: ${this.log}`);
  }
}
