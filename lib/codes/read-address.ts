import { z } from "zod";

// zod's pattern takes no quotes, commas, second "@" or anything beyond ASCII: what mail servers read differently.
const Address = z
  .email()
  .max(254)
  .refine((text) => text.indexOf("@") <= 64);

/** An e-mail address as somebody typed it, without spaces around it; null when we would not send anything there. */
export const readAddress = (text: string): string | null => Address.safeParse(text.trim()).data ?? null;
