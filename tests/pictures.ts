// Pictures for tests, made by hand.
import { crc32, deflateSync } from "node:zlib";

function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Makes a grey PNG. @param more a chunk before its data */
export function makePng(width: number, height = 1, more?: [type: string, data: Buffer]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    makeChunk("IHDR", header),
    ...(more ? [makeChunk(...more)] : []),
    makeChunk("IDAT", deflateSync(Buffer.alloc((width + 1) * height))),
    makeChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Makes the start of an extended WebP file. @param flags 2 means animated */
export function makeWebp(width: number, height: number, flags = 0): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(32, 4);
  bytes.write("WEBPVP8X", 8, "latin1");
  bytes.writeUInt32LE(10, 16);
  bytes[20] = flags;
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

/** Makes the start of a JPEG file. */
export function makeJpeg(width: number, height: number): Buffer {
  const frame = Buffer.alloc(19);
  frame.writeUInt16BE(0xffc0);
  frame.writeUInt16BE(17, 2);
  frame[4] = 8;
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const start = "ffd8ffe000104a46494600010100000100010000";
  return Buffer.concat([Buffer.from(start, "hex"), frame, Buffer.from("ffd9", "hex")]);
}

/** Writes a picture as a `data:` URL. */
export const toDataUrl = (bytes: Buffer, type = "image/png"): string =>
  `data:${type};base64,${bytes.toString("base64")}`;
