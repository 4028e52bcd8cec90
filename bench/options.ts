// What the command line of npm run bench says.
import { parseArgs } from "node:util";

export const parts = ["requests", "memory", "growth", "start"] as const;
export type Part = (typeof parts)[number];

/** How long to measure. Times in seconds: `seconds` for each case and round, `warmUp` for each process. */
export type Extent = { rounds: number; seconds: number; warmUp: number };

export type Peer = { url: URL; cookie?: string };

export type Options = Extent & {
  only: readonly Part[];
  /** Another checkout. */
  beside?: string;
  peer?: Peer;
  /** How many customers the two databases of the growth have. */
  customers: [number, number];
};

const usage = `npm run bench -- [--only ${parts.join(",")}] [--rounds 5] [--seconds 4] [--warm-up 60]
  [--beside DIRECTORY] [--peer URL [--cookie 'name=value']] [--customers 10000,1000000]`;

/** @throws Error that says what would be right */
export function readOptions(args: string[]): Options {
  const given = readArguments(args);
  return {
    only: readParts(given.only),
    rounds: readNumber(
      "--rounds",
      given.rounds,
      "a whole number above 0",
      (n) => Number.isInteger(n) && n > 0,
    ),
    seconds: readNumber("--seconds", given.seconds, "a number above 0", (n) => n > 0),
    warmUp: readNumber("--warm-up", given["warm-up"], "a number of seconds, 0 or more", (n) => n >= 0),
    beside: given.beside,
    peer: readPeer(given.peer, given.cookie),
    customers: readCustomers(given.customers),
  };
}

function readArguments(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      options: {
        only: text,
        rounds: { ...text, default: "5" },
        seconds: { ...text, default: "4" },
        "warm-up": { ...text, default: "60" },
        beside: text,
        peer: text,
        cookie: text,
        customers: { ...text, default: "10000,1000000" },
      },
    }).values;
  } catch (error) {
    // What Node adds about arguments that begin with a dash does not help here.
    const [said] = (error as Error).message.split(/(?:\.|\n)(?:\s|$)/);
    throw new Error(`${said}. These are the options:\n${usage}`);
  }
}

function readNumber(
  name: string,
  text: string,
  wanted: string,
  isRight: (number: number) => boolean,
): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || !isRight(number))
    throw new Error(`${name} must be ${wanted}, not "${text}".`);
  return number;
}

function readParts(text: string | undefined): readonly Part[] {
  if (text === undefined) return parts;
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !parts.some((part) => part === name));
  if (wrong !== undefined)
    throw new Error(`--only must name parts, with commas between them: ${parts.join(", ")}; not "${wrong}".`);
  return parts.filter((part) => names.includes(part));
}

function readPeer(text: string | undefined, cookie: string | undefined): Peer | undefined {
  if (text === undefined) {
    if (cookie !== undefined) throw new Error("--cookie goes with --peer, the address that gets the cookie.");
    return undefined;
  }
  if (!/^https?:/.test(text) || !URL.canParse(text))
    throw new Error(`--peer must be an address such as http://127.0.0.1:3001/dashboard, not "${text}".`);
  if (cookie !== undefined && !/^[^\s=;]+=[^\r\n]*$/.test(cookie))
    throw new Error(`--cookie must look like name=value, or name=value; other=value, not "${cookie}".`);
  return { url: new URL(text), cookie };
}

function readCustomers(text: string): [number, number] {
  const [few = 0, many = 0, ...others] = text.split(",").map(Number);
  const isRight = [few, many].every((count) => Number.isInteger(count) && count >= 100) && few < many;
  if (!isRight || others.length > 0)
    throw new Error(
      `--customers must be two whole numbers of at least 100, the smaller first, such as 10000,1000000; not "${text}".`,
    );
  return [few, many];
}
