import { imageSize } from "image-size";
import { type Result, refuse, succeed } from "@/lib/result";
import { heaviestPicture, type Picture } from "./types";

/** Longest side, in pixels. */
const maxSide = 4096;

const types: Record<string, Picture["type"]> = { png: "image/png", jpg: "image/jpeg", webp: "image/webp" };

/** Problems of a picture's bytes. */
export type PictureFault =
  | "picture-heavy"
  | "picture-svg"
  | "picture-type"
  | "picture-broken"
  | "picture-large"
  | "picture-animated";

/** Checks a picture by its bytes: PNG, JPEG or WebP, at most 200,000 bytes and 4096 pixels a side, not animated. */
export function checkPicture(bytes: Buffer): Result<Picture["type"], PictureFault> {
  if (bytes.length > heaviestPicture) return refuse("picture-heavy");
  const format = readFormat(bytes);
  if (format === "svg") return refuse("picture-svg");
  if (!format) return refuse("picture-type");
  const size = readSize(bytes, format);
  if (!size || !isWhole(bytes, format)) return refuse("picture-broken");
  if (Math.max(size.width, size.height) > maxSide) return refuse("picture-large");
  if (isAnimated(bytes, format)) return refuse("picture-animated");
  return succeed(types[format] as Picture["type"]);
}

/** Reads the format by its signature. */
function readFormat(bytes: Buffer): string | null {
  const start = bytes.toString("latin1", 0, 16);
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpg";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "webp";
  return /<svg[\s>]/.test(bytes.toString("latin1", 0, 4096)) ? "svg" : null;
}

/** Reads width and height from the header; null if it has none. */
function readSize(bytes: Buffer, format: string): { width: number; height: number } | null {
  try {
    // A copy, because the library reads past the end of a part of a larger buffer.
    const { width, height, type } = imageSize(Uint8Array.from(bytes));
    return type === format && width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}

/** Whether the file's end is there. Browsers show half of one that was cut. */
function isWhole(bytes: Buffer, format: string): boolean {
  if (format === "webp") return bytes.length >= bytes.readUInt32LE(4) + 8;
  return bytes.includes(format === "png" ? "IEND" : "\xff\xd9", 0, "latin1");
}

/** PNG announces an animation before its data, WebP by a flag. */
function isAnimated(bytes: Buffer, format: string): boolean {
  if (format === "png") return bytes.subarray(0, bytes.indexOf("IDAT")).includes("acTL");
  return format === "webp" && bytes.toString("latin1", 12, 16) === "VP8X" && ((bytes[20] ?? 0) & 2) !== 0;
}
