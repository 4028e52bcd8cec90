import path from "node:path";
import type { Browser, Locator } from "playwright/test";
import { root } from "../../launcher/paths";

/** Decodes a QR code from a screenshot, as a camera would. */
export async function scan(browser: Browser, code: Locator): Promise<string | undefined> {
  // Until the page has loaded, fonts and the fragment still move the code while it is captured.
  await code.waitFor();
  await code.page().waitForLoadState("load");
  await code.page().evaluate(() => document.fonts.ready.then(() => undefined));
  const picture = (await code.screenshot()).toString("base64");
  const page = await browser.newPage();
  await page.addScriptTag({ path: path.join(root, "node_modules/jsqr/dist/jsQR.js") });
  const text = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = document.createElement("canvas").getContext("2d");
    if (!canvas) return undefined;
    Object.assign(canvas.canvas, { width: image.width, height: image.height });
    canvas.drawImage(image, 0, 0);
    const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height);
    type Scanner = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
    return (globalThis as unknown as { jsQR: Scanner }).jsQR(data, width, height)?.data;
  }, picture);
  await page.close();
  return text;
}
