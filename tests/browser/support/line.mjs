// The line between a browser and the box, which can be cut.
import { connect, createServer } from "node:net";
import { once } from "node:events";

export class Line {
  /** To an office; `url` is where a browser finds it. */
  static async to(office) {
    const line = new Line();
    line.port = Number(new URL(office.url).port);
    line.sockets = new Set();
    line.server = createServer((socket) => line.carry(socket)).listen(0, "127.0.0.1");
    await once(line.server, "listening");
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  /** Once so many bytes went up; nobody gets through until mend(). Resolves when it is cut. */
  cut_after(bytes) {
    this.left = bytes;
    return new Promise((resolve) => (this.told = resolve));
  }

  mend() {
    this.cut = false;
  }

  close() {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  carry(socket) {
    if (this.cut) return socket.destroy();
    const box = connect(this.port, "127.0.0.1");
    for (const each of [socket, box]) {
      this.sockets.add(each);
      each.on("error", () => {});
      each.on("close", () => (socket.destroy(), box.destroy(), this.sockets.delete(each)));
    }
    socket.on("data", (bytes) => this.count(bytes.length));
    socket.pipe(box).pipe(socket);
  }

  count(bytes) {
    if (this.left === undefined || (this.left -= bytes) > 0) return;
    this.left = undefined;
    this.cut = true;
    for (const socket of this.sockets) socket.destroy();
    this.told();
  }
}
