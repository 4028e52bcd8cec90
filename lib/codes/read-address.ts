import { z } from "zod";

// zod's pattern takes no quotes, commas, second "@" or anything beyond ASCII: what mail servers read differently.
const Address = z.email().refine((text) => text.indexOf("@") <= 64);

/** Longest address that mail servers pass on. */
const longest = 254;

/** An e-mail address as somebody typed it, without spaces around it; null when we would not send anything there. */
export function readAddress(text: string): string | null {
  const address = text.trim();
  // Before the pattern, which fails over megabytes.
  return address.length > longest ? null : (Address.safeParse(address).data ?? null);
}
