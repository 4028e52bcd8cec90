// Part of npm run link: builds one link from the command line options.
import {
  amazonEndpoints,
  buildLink,
  type Card,
  cards,
  countryOfLocale,
  type DashSettings,
  isCountry,
  type LinkRequest,
  type PageType,
  pageOfCard,
  pages,
  type Region,
  readLink,
  regionOfCountry,
  sensors,
} from "@/lib/dash";
import { UsageError } from "@/scripts/usage-error";
import type { LinkOptions, Streams } from "./usage";
import { describeProblems, escapeUnprintable, formatJson, type LinkProblem } from "./words";

/** Builds one link. @returns the exit status */
export function build(given: LinkOptions, { stdout, stderr }: Streams): number {
  const page = readPage(given);
  const { country, guessed } = readCountry(given);
  const region = country === undefined ? undefined : regionOfCountry(country);
  if (region === undefined && !given.app)
    throw new UsageError(
      "--country is missing: the country of the customer's Amazon account decides the address.",
    );
  if (given.vendor === undefined) throw new UsageError("--vendor is missing: your vendor code at Amazon.");
  if (guessed)
    stderr.write(
      `--locale ${escapeUnprintable(given.locale ?? "")} names no country: ${country} is a guess. Prefer --country.\n`,
    );

  const request: LinkRequest = {
    // Without a region there will be no link; any region finds the other problems.
    ...(given.app ? { channel: "app" } : { channel: "website", region: region ?? "EU" }),
    page,
    modelId: given.model,
    exitUri: given.exit,
    sensors: given.sensor?.map((kind) => readChoice("sensor", kind, sensors)),
  };
  const settings: DashSettings = {
    vendorCode: given.vendor,
    endpoints: amazonEndpoints,
    pathStyle: readChoice("style", given.style ?? "template", ["template", "example"]),
    supplyPage: readChoice("supply-page", given["supply-page"] ?? "sensor_tracking_selection", [
      "sensor_tracking_selection",
      "product_selection",
    ]),
    exitSchemes: readExitSchemes(given),
  };
  const built = buildLink(request, settings);
  const problems: LinkProblem[] = [...checkRegion(country, region), ...(built.ok ? [] : built.problems)];
  const url = built.ok && problems.length === 0 ? built.value : null;

  if (given.json) {
    const read = url === null ? null : readLink(url, { exitSchemes: settings.exitSchemes });
    stdout.write(formatJson({ url, link: read?.ok ? read.value : null, problems }));
  } else if (url === null) stderr.write(describeProblems(problems, ""));
  else stdout.write(`${url}\n`);
  return url === null ? 1 : 0;
}

function readPage({ card, page }: LinkOptions): PageType {
  if ((card === undefined) === (page === undefined))
    throw new UsageError("Give one of --card and --page: which page the link opens.");
  if (card !== undefined) return pageOfCard[readChoice<Card>("card", card, cards)];
  if (page === "product_selection")
    throw new UsageError(
      "--page product_selection is another spelling: use --page sensor_tracking_selection --supply-page product_selection.",
    );
  return readChoice("page", page ?? "", Object.keys(pages) as PageType[]);
}

function readCountry({ country, locale }: LinkOptions): { country?: string; guessed?: boolean } {
  if (country !== undefined && locale !== undefined)
    throw new UsageError("Give one of --country and --locale.");
  if (country !== undefined) {
    // Some letters, such as ß, become two in upper case.
    const code = /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : "";
    if (isCountry(code)) return { country: code };
    throw new UsageError(`--country ${country} is not an ISO 3166-1 code: use one such as DE or GB.`);
  }
  if (locale === undefined) return {};
  const found = countryOfLocale(locale);
  if (found) return { country: found.country, guessed: !found.certain };
  throw new UsageError(`--locale ${locale} names no country: use one such as de-AT, or give --country.`);
}

function checkRegion(country: string | undefined, region: Region | null | undefined): LinkProblem[] {
  if (region !== null) return [];
  const message = `${country} has no Dash region: is the customer's Amazon account in another country?`;
  return [{ code: "no-region", parameter: "country", message }];
}

/** Reads the schemes that --exit-scheme registers. */
export function readExitSchemes(given: LinkOptions): string[] {
  const schemes = given["exit-scheme"] ?? [];
  for (const scheme of schemes)
    if (!/^[a-z][a-z\d+.-]*$/i.test(scheme))
      throw new UsageError(
        `--exit-scheme ${scheme} is not a scheme name: use only letters, digits, +, - and ., as in myapp.`,
      );
  return schemes;
}

function readChoice<Name extends string>(option: string, value: string, among: readonly Name[]): Name {
  const found = among.find((name) => name === value);
  if (found === undefined) throw new UsageError(`--${option} ${value}: use one of ${among.join(", ")}.`);
  return found;
}
