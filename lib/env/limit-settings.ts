import { z } from "zod";
import { about, type Group } from "./about";

/** Attempts allowed per number of seconds, unless LIMITS says another number; docs/limits.md has the same table. */
export const defaultLimits = {
  /** Codes for one address, requested in one browser in which its customer signed in with a code before. */
  "code-known": [5, 3600],
  /** Codes for one address, requested from one network. */
  "code-pair": [5, 3600],
  /** Codes requested from one network, which may be an office or a mobile carrier. */
  "code-network": [60, 3600],
  /** Codes requested from one site of IPv6, which may use 65,536 networks. */
  "code-site": [300, 3600],
  /** Codes for one mailbox, whatever the tags in its address. */
  "code-mailbox": [30, 3600],
  /** Codes for everyone: as many as a worker sends. */
  "code-portal": [3000, 60],
  /** Claim codes that one customer tries. */
  "claim-customer": [20, 3600],
  /** Claim codes that one customer tries for one unit. */
  "claim-pair": [10, 3600],
  /** Wrong claim codes from one network, whose owner may have many accounts. */
  "claim-network": [120, 3600],
  /** Visits recorded for one network, which may be an office or a mobile carrier. */
  "visit-network": [120, 3600],
  /** Visits recorded for one site of IPv6, which may use 65,536 networks. */
  "visit-site": [600, 3600],
  /** Visits recorded for everyone: how fast their table may grow. */
  "visit-portal": [1000, 60],
  /** Links that staff mail to one customer. */
  "link-customer": [5, 86_400],
  /** Requests with one key of a partner's system. */
  "api-key": [3000, 60],
} as const satisfies Record<string, readonly [attempts: number, seconds: number]>;

/** Name of a limit. */
export type Limit = keyof typeof defaultLimits;

/** How many times its default a limit may be: far more would guard nothing. */
export const mostTimes = 100;

const isLimit = (name: string): name is Limit => Object.hasOwn(defaultLimits, name);

/** Reads `code-network=120 api-key=6000`. */
const limitList = z.string().transform((text, context) => {
  const given = new Map<Limit, number>();
  const refuse = (message: string) => {
    context.issues.push({ code: "custom", message, input: text });
    return z.NEVER;
  };
  for (const item of text.trim().split(/\s+/)) {
    const [, name = "", number = ""] = item.match(/^([^=]*)=(.*)$/) ?? [];
    if (!isLimit(name))
      return refuse(
        `must be a list of name=number, with spaces between, of these names: ${Object.keys(defaultLimits).join(", ")}`,
      );
    if (given.has(name)) return refuse(`must name ${name} once`);
    const most = defaultLimits[name][0] * mostTimes;
    if (!/^[1-9]\d{0,8}$/.test(number) || Number(number) > most)
      return refuse(`must have a whole number from 1 to ${most} for ${name}`);
    given.set(name, Number(number));
  }
  return Object.fromEntries(given) as Partial<Record<Limit, number>>;
});

export const limits = {
  title: "Change limits",
  intro: "[Limits](limits.md) lists them all.",
  settings: {
    LIMITS: limitList.default({}).register(about, {
      meaning:
        "Limits with another number of attempts than usual: `name=number`, with spaces between. At most a hundred times the usual number.",
      example: "code-network=120 api-key=6000",
    }),
  },
} satisfies Group;
