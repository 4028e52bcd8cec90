import { z } from "zod";
import { findExitUriFaults } from "./exit-uri";

const seconds = (most: number) =>
  z.coerce
    .number({ error: "Enter a number of seconds." })
    .min(0, "Enter 0 seconds or more.")
    .max(most, `Enter ${most} seconds at most.`);

const exitAddress = z.string().superRefine((uri, context) => {
  for (const { message } of findExitUriFaults(uri)) context.addIssue(`${uri}: ${message}`);
});

/** Behaviour that the real sites may show but cannot be made to show. All off by default. */
export const Behaviour = z.strictObject({
  /** The allow list of exit addresses, which must match exactly. Empty allows any. */
  exitUris: z.array(exitAddress).default([]),
  /** Appended to the exit address, such as `status=done`. */
  append: z
    .string()
    .regex(/^(?:[\w\-.~=&]|%[\da-f]{2})*$/i, {
      error: "Enter name=value pairs separated by &, percent-encoded.",
    })
    .default(""),
  /** Drops the exit address's query. */
  dropQuery: z.boolean().default(false),
  /** Seconds before a Dash page answers. */
  slow: seconds(60).default(0),
  /** Every Dash page answers 503. */
  unavailable: z.boolean().default(false),
  /** Seconds that a sign-in takes after its button is clicked. */
  signIn: seconds(86_400).default(0),
  /** Exit leads to a dead end. */
  neverReturns: z.boolean().default(false),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** Builds the target of Exit. The exit address has no fragment: a link with one is invalid. */
export function exitHref(exitUri: string, { append, dropQuery, neverReturns }: Behaviour): string {
  if (neverReturns) return closedPath;
  const uri = dropQuery ? exitUri.replace(/\?.*$/s, "") : exitUri;
  const separator = uri.includes("?") ? "&" : "?";
  return append === "" ? uri : `${uri}${/[?&]$/.test(uri) ? "" : separator}${append}`;
}

export const closedPath = "/closed";

/** The form fields that `/control` posts. */
export function readControlForm(fields: URLSearchParams) {
  const text = (name: string) => (fields.get(name) ?? "").trim();
  return Behaviour.safeParse({
    exitUris: text("exitUris").split(/\s+/).filter(Boolean),
    append: text("append"),
    dropQuery: fields.has("dropQuery"),
    slow: text("slow") || "0",
    unavailable: fields.has("unavailable"),
    signIn: text("signIn") || "0",
    neverReturns: fields.has("neverReturns"),
  });
}
