import jsQR from "jsqr";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { QrCode } from "./qr-code";

/** Decodes the SVG like a camera, drawn at two pixels per module. */
function scan(svg: string): { text: string | undefined; dark: [x: number, y: number][]; size: number } {
  const size = Number(svg.match(/viewBox="0 0 (\d+) \1"/)?.[1]);
  const dark = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]): [number, number] => [
    Number(x),
    Number(y),
  ]);
  const side = size * 2;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [x, y] of dark)
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const)
      pixels.fill(0, ((y * 2 + dy) * side + x * 2 + dx) * 4, ((y * 2 + dy) * side + x * 2 + dx) * 4 + 3);
  return { text: jsQR(pixels, side, side)?.data, dark, size };
}

it.each([
  "https://devices.example.com/devices/00000000-0000-4000-8000-000000000000?card=supplies",
  "https://devices.example.com/devices",
  `https://alexa.amazon.com/spa/index.html#v2/smart-reorders?vendor=V&exitUri=${"%20".repeat(100)}`,
])("encodes exactly %s, with a quiet zone", (link) => {
  const svg = renderToStaticMarkup(<QrCode text={link} label="QR code with the link" />);
  const { text, dark, size } = scan(svg);
  expect(text).toBe(link);
  const edges = dark.flat();
  expect([Math.min(...edges), Math.max(...edges)]).toEqual([4, size - 5]);
  expect(svg).toContain('role="img" aria-label="QR code with the link"');
  expect(svg).toMatch(/<rect [^>]*fill="#fff"/);
  expect(svg).not.toContain("style");
  const width = Number(svg.match(/ width="(\d+)"/)?.[1]);
  expect(width % size).toBe(0);
  expect(width).toBeGreaterThan(240);
  expect(width).toBeLessThan(320);
});
