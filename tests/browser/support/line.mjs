// The line between a browser and the box, which can be held up and cut.
import { connect, createServer } from "node:net";
import { once } from "node:events";

export class Line {
  /** To an office, for as long as a browser's context; `url` is where the browser finds it. */
  static async to(office, context) {
    const line = new Line();
    line.port = Number(new URL(office.url).port);
    line.sockets = new Set();
    line.server = createServer((socket) => line.carry(socket)).listen(0, "127.0.0.1");
    context.on("close", () => (line.server.close(), line.cut()));
    await once(line.server, "listening");
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  /** Holds what goes up after so many bytes; resolves then. */
  held_after(bytes) {
    this.left = bytes;
    return new Promise((resolve) => (this.told = resolve));
  }

  /** Nobody gets through until mend(). */
  cut() {
    this.is_cut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend() {
    this.is_cut = false;
  }

  carry(socket) {
    if (this.is_cut) return socket.destroy();
    const box = connect(this.port, "127.0.0.1");
    for (const each of [socket, box]) {
      this.sockets.add(each);
      each.on("error", () => {});
      each.on("close", () => (socket.destroy(), box.destroy(), this.sockets.delete(each)));
    }
    box.pipe(socket);
    socket.pipe(box);
    socket.on("data", (bytes) => {
      if (this.left === undefined || (this.left -= bytes.length) > 0) return;
      this.left = undefined;
      socket.unpipe(box);
      socket.pause();
      this.told();
    });
  }
}
