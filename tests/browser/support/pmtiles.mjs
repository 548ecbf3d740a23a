// A map of PMTiles' third version, made here: one tile for the whole world, a picture or a vector tile.
import { crc32, deflateSync } from "node:zlib";

function png(red, green, blue) {
  const size = 256;
  const chunk = (name, bytes) => {
    const body = Buffer.concat([Buffer.from(name), bytes]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(bytes.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2], 8); // eight bits of each of three colours
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, Buffer.from([red, green, blue]))]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

const varint = (number) => {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return [...bytes, number];
};

/** Mapbox Vector Tile 2.1: a layer "earth" that fills the tile. */
function vector() {
  const field = (number, bytes) => [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
  const zigzag = (number) => varint(number >= 0 ? number * 2 : -number * 2 - 1);
  const square = [9, ...zigzag(0), ...zigzag(0), 26, ...[4096, 0, 0, 4096, -4096, 0].flatMap(zigzag), 15];
  const feature = [24, 3, ...field(4, square)]; // a polygon
  const layer = [120, 2, ...field(1, [...Buffer.from("earth")]), ...field(2, feature), 40, ...varint(4096)];
  return Buffer.from(field(3, layer));
}

/** @param {"picture" | "vector"} kind */
export function map_file(kind = "picture") {
  const tile = kind === "vector" ? vector() : png(180, 210, 160);
  const root = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const metadata = Buffer.from(
    JSON.stringify({ name: "Test", attribution: '<a href="https://osm.org">&copy; OpenStreetMap</a> contributors' }),
  );
  const header = Buffer.alloc(127);
  header.write("PMTiles");
  header[7] = 3;
  const behind = 127 + root.length + metadata.length;
  const numbers = [127, root.length, 127 + root.length, metadata.length, behind, 0, behind, tile.length, 1, 1, 1];
  numbers.forEach((number, index) => header.writeBigUInt64LE(BigInt(number), 8 + index * 8));
  header.set([1, 1, 1, kind === "vector" ? 1 : 2, 0, 0], 96);
  [-180, -85, 180, 85].forEach((degrees, index) => header.writeInt32LE(degrees * 1e7, 102 + index * 4));
  return Buffer.concat([header, root, metadata, tile]);
}
