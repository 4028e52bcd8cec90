import { z } from "zod";
import { isCountry } from "@/lib/dash";

/** The country of an Amazon account: ISO 3166-1 alpha-2, upper case. */
export const Country = z.string("country-malformed").refine(isCountry, "country-malformed");
export type Country = z.infer<typeof Country>;

/** A well-formed BCP 47 tag, in its canonical form; "_" counts as "-". */
export const Language = z
  .string("malformed")
  .max(35, { error: "malformed", abort: true })
  .transform((tag, context) => {
    try {
      const [language] = Intl.getCanonicalLocales(tag.replaceAll("_", "-"));
      // The syntax also allows words such as "english", which are no language.
      if (language && /^[a-z]{2,3}(-|$)/.test(language)) return language;
    } catch {
      // Not well-formed.
    }
    context.issues.push({ code: "custom", message: "malformed", input: tag });
    return z.NEVER;
  });
export type Language = z.infer<typeof Language>;

/** Longest address that mail servers accept. */
const maxAddress = 254;

/** An e-mail address to send mail to, trimmed. */
export const Email = z
  .string("email-malformed")
  .trim()
  // Before the pattern, which overflows the stack on megabytes of text.
  .max(maxAddress, "email-malformed")
  // zod's pattern rejects quotes, commas, a second "@" and non-ASCII characters, which mail servers read
  // differently.
  .pipe(
    z
      .email({ error: "email-malformed", abort: true })
      .refine((text) => text.indexOf("@") <= 64, "email-malformed"),
  );
export type Email = z.infer<typeof Email>;

/**
 * Where a customer's letter or call is kept, such as "T-4711". It outlives the customer, so it has a digit and neither
 * a space nor an @: a name, a sentence or an address does not fit.
 */
export const Ticket = z
  .string()
  .trim()
  .max(40, "ticket-malformed")
  .regex(/^(?=.*\p{Nd})[\p{L}\p{Nd}#][\p{L}\p{Nd}._:/#-]*$/u, "ticket-malformed");
export type Ticket = z.infer<typeof Ticket>;
