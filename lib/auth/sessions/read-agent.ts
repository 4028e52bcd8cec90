import Bowser from "bowser";
import type { Agent } from "../types";

const devices = { mobile: "phone", tablet: "tablet", desktop: "computer" } as const;

/**
 * Reads the kind of device and the browser's name from a User-Agent header; null for what it does not say.
 */
export function readAgent(header: string | null): Agent {
  if (!header) return { device: null, browser: null };
  const { platform, browser } = Bowser.parse(header.slice(0, 500));
  return {
    device: devices[platform.type as keyof typeof devices] ?? null,
    // Only names that the library knows, because the header may contain anything.
    browser: Object.values(Bowser.BROWSER_MAP).includes(browser.name ?? "") ? (browser.name ?? null) : null,
  };
}
