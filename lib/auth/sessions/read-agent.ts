import Bowser from "bowser";
import type { Agent } from "../types";

const devices = { mobile: "phone", tablet: "tablet", desktop: "computer" } as const;

/** Reads a User-Agent header: kind of device and name of the browser, null where it does not tell. */
export function readAgent(header: string | null): Agent {
  if (!header) return { device: null, browser: null };
  const { platform, browser } = Bowser.parse(header.slice(0, 500));
  return {
    device: devices[platform.type as keyof typeof devices] ?? null,
    // Only a name that the library knows: the header itself may say anything.
    browser: Object.values(Bowser.BROWSER_MAP).includes(browser.name ?? "") ? (browser.name ?? null) : null,
  };
}
