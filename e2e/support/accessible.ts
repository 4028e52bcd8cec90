import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Runs axe in both themes; expects no horizontal scrolling at 320 px, and at 200 % zoom of a 1280 px window.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await test.step(state, async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      // Colours change at once, or axe would read one of both themes.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // The first run leaves axe in the page. Injecting it takes longer than running it.
      const axeSource = colorScheme === "dark" ? "0" : undefined;
      // Legacy mode runs axe in the page itself rather than a new tab, which is enough without frames. The
      // result types only limit the nodes of passed rules.
      const { violations, passes } = await new AxeBuilder({ page, axeSource })
        .options({ resultTypes: ["violations"] })
        .withTags(rules)
        .setLegacyMode()
        .analyze();
      expect(passes.length, `${state}: axe ran`).toBeGreaterThan(0);
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      expect.soft(found, `${state}, ${colorScheme}`).toEqual([]);
    }
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 400 });
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(excess, `${state}: sideways scrolling at ${width} px`).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });
}
