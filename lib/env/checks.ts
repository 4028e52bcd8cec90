// What several settings must be.
import { z } from "zod";

/** Whether a host name or address is a loopback one. */
export const isLoopback = (host: string) =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

// `abort`: later checks parse the URL and need a valid one.
export const url = z.string().refine((text) => URL.canParse(text), { error: "is not a URL", abort: true });

/** A URL with https, or http on this machine: sign-in and cookies are not safe over anything else. */
export const secureUrl = url.refine(
  (text) => {
    const { protocol, hostname, username, password } = new URL(text);
    return (
      (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) && !username && !password
    );
  },
  { error: "must use https (http only for localhost) and carry no user name or password", abort: true },
);

export const origin = secureUrl
  .refine((text) => new URL(text).href === `${new URL(text).origin}/`, "must be an origin: no path, no query")
  .transform((text) => new URL(text).origin);

const pathText = "may have a path such as /devices-portal (letters, digits, - and _), but no query";
/** An origin, with or without a path. next-auth's own spelling, which ends in /api/auth, means the same. */
export const address = secureUrl
  .refine((text) => /^(\/[\w-]+)*\/?$/.test(new URL(text).href.slice(new URL(text).origin.length)), pathText)
  .transform((text) => new URL(text).href.replace(/\/$/, "").replace(/\/api\/auth$/, ""));

const portText = "must be a whole number from 1 to 65535";
export const port = z.coerce.number(portText).int(portText).min(1, portText).max(65_535, portText);

export const host = z.union(
  [z.ipv4(), z.ipv6(), z.literal("localhost")],
  "must be an IPv4 address, an IPv6 address without brackets, or localhost",
);

/** Splits a comma-separated list. */
export const list = z.string().transform((text) => text.split(",").map((item) => item.trim()));

export const flag = z.enum(["true", "false"], "must be true or false").transform((text) => text === "true");

export const hours = z.coerce
  .number("must be a number of hours")
  .positive("must be more than 0")
  .max(24 * 400, "must be at most 9600");

export const days = z.coerce
  .number("must be a number of days")
  .positive("must be more than 0")
  .max(3650, "must be at most 3650");

/** Spells a role as it is compared: case and one leading slash, which Keycloak's groups have, do not count. */
export const foldRole = (name: string): string => name.trim().replace(/^\//, "").toLowerCase();

/** Reads `Helpdesk=support,Portal owners=admin`; a backslash before a comma makes it a part of the name. */
export const roleMap = z.string().transform((text, context) => {
  const roles = new Map<string, "support" | "admin">();
  for (const item of text.split(/(?<!\\),/)) {
    const [, name = "", role] = item.trim().match(/^(.*[^\s=])\s*=\s*(support|admin)$/) ?? [];
    const key = foldRole(name.replaceAll("\\,", ","));
    if (!role || key === "" || (roles.get(key) ?? role) !== role) {
      const message = "must be a list such as Helpdesk=support,Portal owners=admin, with each name once";
      context.issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    }
    roles.set(key, role as "support" | "admin");
  }
  return roles;
});

/** Whether a URL is of a Microsoft endpoint at which people of any tenant sign in. */
export function isSharedByTenants(url: string | undefined): boolean {
  if (!url || !URL.canParse(url)) return false;
  return /^\/(common|organizations|consumers|%7btenantid%7d)(\/|$)/i.test(
    unescapeLetters(new URL(url).pathname),
  );
}

/** Servers read `%63ommon` as `common`. */
const unescapeLetters = (path: string) =>
  path.replace(/%([46][1-9a-f]|[57][0-9a])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
