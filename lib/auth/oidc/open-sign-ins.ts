import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { nameCookie, serialiseCookie, signInCookieBase, signInCookieLife } from "@/lib/http";
import { routes } from "@/lib/routes";

/** A sign-in that waits for the identity provider. Each tab has its own cookie, so none spoils another's. */
export type OpenSignIn = {
  /** Of its cookie. */
  name: string;
  /** Next-auth's own cookies, sealed by it. */
  checks: Checks;
  /** The page to continue to. */
  path: string;
  /** Whether the provider was told to ask the person, whoever is signed in there. */
  isPrompted: boolean;
  /** In seconds since 1970. */
  startedAt: number;
};

/** Names of next-auth's cookies, which never reach a browser under these. */
export const checkNames = ["state", "pkce", "nonce"] as const;
type Checks = Record<(typeof checkNames)[number], string>;

/** A longer cookie would not be stored. */
const longestPath = 2200;
/** Most characters of open sign-ins in a browser: nginx takes 8 kB of cookies. */
const mostCharacters = 6000;

/** Most cookies that one answer removes. */
const mostRemoved = 20;

const remove = (name: string) => serialiseCookie(name, "", 0);

/** Lists the headers that remove all open sign-ins, which would show the next person where this one was going. */
export const removeOpenSignIns = (cookies: Readonly<Record<string, string>>): string[] =>
  Object.keys(cookies)
    .filter((name) => name.startsWith(`${nameCookie(signInCookieBase)}.`))
    .slice(0, mostRemoved)
    .map(remove);

const now = () => Math.floor(Date.now() / 1000);

/** Names the cookie of the sign-in with this state. */
const nameFor = (state: string) =>
  nameCookie(`${signInCookieBase}.${createHash("sha256").update(state).digest("base64url").slice(0, 16)}`);

const sign = (name: string, text: string) =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`open sign-in ${name} ${text}`).digest("base64url");

/** Finds the open sign-in that a callback with this state belongs to. */
export const findOpenSignIn = (open: readonly OpenSignIn[], state: string | undefined) =>
  open.find(({ name }) => state !== undefined && name === nameFor(state));

/** Reads a browser's open sign-ins, the newest first. Forged and expired ones do not count. */
export function readOpenSignIns(cookies: Readonly<Record<string, string>>): OpenSignIn[] {
  return Object.entries(cookies)
    .flatMap(([name, value]) => readOne(name, value) ?? [])
    .sort((one, other) => other.startedAt - one.startedAt);
}

function readOne(name: string, value: string): OpenSignIn | null {
  if (!name.startsWith(`${nameCookie(signInCookieBase)}.`)) return null;
  const [mac = "", ...rest] = value.split("~");
  const expected = Buffer.from(sign(name, rest.join("~")));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [startedAt = "", prompted, path = "", state = "", pkce = "", nonce = ""] = rest;
  const open = {
    ...{ name, checks: { state, pkce, nonce }, isPrompted: prompted === "1" },
    path: Buffer.from(path, "base64url").toString(),
    startedAt: Number.parseInt(startedAt, 36),
  };
  return open.startedAt > now() - signInCookieLife ? open : null;
}

/** Writes the cookie of a sign-in that starts, and removes the oldest ones that no longer fit beside it. */
export function writeOpenSignIn(
  state: string,
  started: Pick<OpenSignIn, "checks" | "path" | "isPrompted">,
  cookies: Readonly<Record<string, string>>,
): string[] {
  const { checks, isPrompted } = started;
  const path = started.path.length > longestPath ? routes.devices() : started.path;
  const name = nameFor(state);
  const text = [
    now().toString(36),
    isPrompted ? "1" : "0",
    Buffer.from(path).toString("base64url"),
    ...checkNames.map((check) => checks[check]),
  ].join("~");
  const value = `${sign(name, text)}~${text}`;
  let room = mostCharacters - value.length;
  const kept = readOpenSignIns(cookies).filter((open) => {
    room -= cookies[open.name]?.length ?? 0;
    return room >= 0;
  });
  const gone = Object.keys(cookies).filter(
    (other) =>
      other.startsWith(`${nameCookie(signInCookieBase)}.`) && !kept.some((open) => open.name === other),
  );
  return [serialiseCookie(name, value, signInCookieLife), ...gone.slice(0, mostRemoved).map(remove)];
}
