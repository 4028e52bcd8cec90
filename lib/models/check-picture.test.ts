import { expect, it } from "vitest";
import { makeJpeg, makePng, makeWebp } from "@/tests/pictures";
import { checkPicture } from "./check-picture";

const pad = (bytes: Buffer, length: number) => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);

it.each([
  ["image/png", makePng(4096)],
  ["image/png", makePng(1, 4096)],
  ["image/jpeg", makeJpeg(640, 480)],
  ["image/webp", makeWebp(640, 480)],
  ["image/png", pad(makePng(1), 200_000)],
  // Data, not the announcement of an animation.
  ["image/png", Buffer.concat([makePng(1), Buffer.from("acTL")])],
])("knows %s by its bytes", (type, bytes) => expect(checkPicture(bytes)).toEqual({ ok: true, value: type }));

it.each([
  ["type", Buffer.alloc(0)],
  ["type", Buffer.from("GIF89a\x01\x00\x01\x00", "latin1")],
  ["type", Buffer.from("<html><script>alert(1)</script>")],
  ["type", Buffer.from("RIFF\x24\x00\x00\x00WAVEfmt ", "latin1")],
  ["svg", Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ["heavy", pad(makePng(1), 200_001)],
  ["broken", makePng(1).subarray(0, 12)],
  ["broken", makePng(0)],
  ["broken", makePng(1).subarray(0, -12)],
  ["broken", makeJpeg(1, 1).subarray(0, -2)],
  ["broken", makeWebp(1, 1).subarray(0, -1)],
  ["broken", makeJpeg(1, 1).subarray(0, 24)],
  ["broken", Buffer.from("RIFF\x04\x00\x00\x00WEBP", "latin1")],
  ["large", makePng(4097)],
  ["large", makePng(1, 4097)],
  ["large", makeJpeg(1, 65_535)],
  ["large", makeWebp(16_777_216, 1)],
  ["animated", makePng(1, 1, ["acTL", Buffer.alloc(8)])],
  ["animated", makeWebp(1, 1, 2)],
])("refuses as %s (case %#)", (fault, bytes) =>
  expect(checkPicture(bytes)).toEqual({ ok: false, problems: [{ code: `picture-${fault}` }] }),
);
