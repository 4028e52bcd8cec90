// Part of npm run link: the command line options and the help.
import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { cards, pages, sensors } from "@/lib/dash";
import { UsageError } from "@/scripts/usage-error";

/** The streams of a process, or a test's own. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable };

const options = {
  check: { type: "string" },
  card: { type: "string" },
  page: { type: "string" },
  country: { type: "string" },
  locale: { type: "string" },
  vendor: { type: "string" },
  model: { type: "string" },
  exit: { type: "string" },
  app: { type: "boolean" },
  style: { type: "string" },
  "supply-page": { type: "string" },
  sensor: { type: "string", multiple: true },
  "exit-scheme": { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export type LinkOptions = ReturnType<typeof parseOptions>;

/** Reads the command line. Throws a UsageError if it is invalid. */
export function parseOptions(args: string[]) {
  try {
    const { values, tokens } = parseArgs({ args, options, tokens: true });
    const names = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
    const twice = names.find((name, index) => names.indexOf(name) < index && !Array.isArray(values[name]));
    if (twice) throw new UsageError(`--${twice} appears more than once: give it once.`);
    return values;
  } catch (error) {
    // node:util's own errors have codes with this prefix.
    if (!String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS")) throw error;
    throw new UsageError((error as Error).message);
  }
}

const pageTypes = Object.keys(pages);

export const help = `Builds and checks links to Amazon's Dash pages, following docs/contract.md.

Build: prints the link, and nothing else, on standard output.
  npm run -s link -- --card supplies --country DE --vendor ACME --model X-1 --exit https://p.example/return
  npm run -s link -- --page dart_device_list --app --vendor ACME

  --card CARD            one of ${cards.join(", ")}
  --page TYPE            instead of --card; one of
                         ${pageTypes.slice(0, 4).join(", ")},
                         ${pageTypes.slice(4).join(", ")}
  --country CODE         country of the customer's Amazon account, ISO 3166-1: decides the region
  --locale TAG           instead of --country, such as de-AT; a bare language is only a guess
  --app                  a link into the Alexa app; it needs no country
  --vendor CODE          your vendor code at Amazon
  --model ID             the model id in the Dash console
  --exit URI             where Exit leads
  --exit-scheme NAME     registers the scheme of your app for --exit, such as myapp; repeatable
  --sensor KIND          a sensor of the model, to check against; one of ${sensors.join(", ")}; repeatable
  --style STYLE          template (default) or example: Amazon's two spellings of the path
  --supply-page NAME     sensor_tracking_selection (default) or product_selection
  --json                 the link with all its parts, as JSON

Check: prints what a link is and everything wrong with it.
  npm run -s link -- --check 'https://drs-web.amazon.com/drs/partner/page/settings?vendorCode=ACME'
  npm run -s link -- --check - < links.txt

  --check URL            checks one link; with -, one per line from standard input
  --exit-scheme NAME     as above
  --json                 as JSON; one line per link from standard input

Exit status: 0 fine, 1 problems found or link refused, 2 wrong usage.
`;
