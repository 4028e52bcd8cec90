import { z } from "zod";

/** Whether a host name or address is a loopback one. */
export const isLoopback = (host: string) =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

// `abort`: later checks parse the URL and need a valid one.
const url = z.string().refine((text) => URL.canParse(text), { error: "is not a URL", abort: true });

/** A URL with https, or http on this machine: sign-in and cookies are not safe over anything else. */
const secureUrl = url.refine(
  (text) => {
    const { protocol, hostname, username, password } = new URL(text);
    return (
      (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) && !username && !password
    );
  },
  { error: "must use https (http only for localhost) and carry no user name or password", abort: true },
);

const origin = secureUrl
  .refine((text) => new URL(text).href === `${new URL(text).origin}/`, "must be an origin: no path, no query")
  .transform((text) => new URL(text).origin);

const endpoint = secureUrl
  .refine((text) => !/[?#]/.test(text), {
    error: "must be a base address without query or fragment",
    abort: true,
  })
  .refine((text) => [text, `${text}/`].includes(new URL(text).href), {
    error: "must be written as a browser shows it: lower case, ASCII, no default port",
  });

/** A comma-separated list of origins. */
const origins = z
  .string()
  .transform((text) => text.split(",").map((item) => item.trim()))
  .pipe(z.array(origin));

const flag = z.enum(["true", "false"], "must be true or false").transform((text) => text === "true");

const hours = z.coerce
  .number("must be a number of hours")
  .positive("must be more than 0")
  .max(24 * 400, "must be at most 9600");

const days = z.coerce
  .number("must be a number of days")
  .positive("must be more than 0")
  .max(3650, "must be at most 3650");

/** The sign-in methods, without duplicates. */
const signInMethods = z
  .string()
  .transform((text) => [...new Set(text.split(",").map((item) => item.trim()))])
  .pipe(z.array(z.enum(["oidc", "email"], "must be oidc, email or oidc,email")));

const address = String.raw`[^\s@<>"(),:;\[\]]+@[^\s@<>"(),:;\[\]]+\.[^\s@<>"(),:;\[\]]+`;

/** A file under public/ or a web address. */
const image = z
  .string()
  .refine(
    (text) => /^\/(?![/\\])/.test(text) || (text.startsWith("https://") && URL.canParse(text)),
    "must be a path that starts with / or an https:// address",
  );

const link = z
  .string()
  .refine((text) => /^(https?:\/\/|mailto:|tel:)/.test(text), "must be a web, mailto: or tel: address");

const countryRegions = z.string().transform((text, context) => {
  const pairs = text
    .split(",")
    .map((pair) => pair.trim())
    .filter(Boolean);
  for (const pair of pairs) {
    if (!/^[A-Z]{2}=(EU|NA|FE)$/.test(pair)) {
      context.addIssue(`has "${pair}", which is not a country code, "=" and one of EU, NA, FE`);
    }
  }
  return Object.fromEntries(pairs.map((pair) => pair.split("="))) as Record<string, "EU" | "NA" | "FE">;
});

const giveExample = (text: string) => ({ example: text });

const variables = z.object({
  NEXTAUTH_URL: origin.meta(giveExample("https://devices.example.com")),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .meta(giveExample("the output of: openssl rand -base64 32")),
  DATABASE_URL: url
    .refine((text) => /^postgres(ql)?:/.test(text), "must start with postgres://")
    .meta(giveExample("postgres://larder_app:secret@127.0.0.1:5432/larder")),

  SIGN_IN: signInMethods.default(["oidc"]).meta(giveExample("oidc,email")),
  OIDC_ISSUER: secureUrl.optional().meta(giveExample("https://login.example.com")),
  OIDC_CLIENT_ID: z.string().optional().meta(giveExample("larder")),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .meta(giveExample("the secret that the identity provider gave you")),
  OIDC_SCOPE: z.string().default("openid profile email").meta(giveExample("openid profile email")),
  OIDC_SIGNING_ALGORITHM: z
    .string()
    .regex(/^(RS|PS|ES)(256|384|512)$/, "must be one of RS256, PS256, ES256 and their 384 and 512 forms")
    .default("RS256")
    .meta(giveExample("ES256")),
  OIDC_CLIENT_AUTHENTICATION: z
    .enum(["client_secret_basic", "client_secret_post"], "must be client_secret_basic or client_secret_post")
    .default("client_secret_basic")
    .meta(giveExample("client_secret_post")),
  OIDC_FORM_ORIGINS: origins
    .default([])
    .meta(giveExample("https://auth.example.com,https://sso.example.com")),
  OIDC_EXTERNAL_ID_CLAIM: z.string().default("sub").meta(giveExample("customer_number")),
  OIDC_ROLES_CLAIM: z.string().default("roles").meta(giveExample("https://example.com/roles")),
  OIDC_COUNTRY_CLAIM: z.string().default("country").meta(giveExample("country")),
  SELF_SIGN_UP: flag.default(false).meta(giveExample("true")),

  SMTP_URL: url
    .refine((text) => /^smtps?:/.test(text), "must start with smtp:// or smtps://")
    .optional()
    .meta(giveExample("smtps://user:password@smtp.example.com:465")),
  MAIL_FROM: z
    .string()
    .regex(
      new RegExp(`^([^<>"\\p{Cc}]* <${address}>|${address})$`, "u"),
      "must be an address, or a name and <address>",
    )
    .optional()
    .meta(giveExample("Hearthby <devices@example.com>")),
  TRUSTED_PROXIES: z.coerce
    .number("must be a number of proxies")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(10, "must be at most 10")
    .default(1)
    .meta(giveExample("1")),

  DASH_VENDOR_CODE: z
    .string()
    .regex(
      /^(?!.*%[0-9a-f]{2})[^\s\p{Cc}]{1,128}$/iu,
      "must have 1 to 128 characters, no spaces, not percent-encoded",
    )
    .meta(giveExample("ACME")),
  DASH_ENDPOINT_EU: endpoint
    .default("https://drs-web-eu.amazon.co.uk")
    .meta(giveExample("https://drs-web-eu.amazon.co.uk")),
  DASH_ENDPOINT_NA: endpoint
    .default("https://drs-web.amazon.com")
    .meta(giveExample("https://drs-web.amazon.com")),
  DASH_ENDPOINT_FE: endpoint
    .default("https://drs-web.amazon.co.jp")
    .meta(giveExample("https://drs-web.amazon.co.jp")),
  DASH_ENDPOINT_APP: endpoint
    .default("https://alexa.amazon.com/spa/index.html")
    .meta(giveExample("https://alexa.amazon.com/spa/index.html")),
  DASH_PATH_STYLE: z
    .enum(["template", "example"], "must be template or example")
    .default("template")
    .meta(giveExample("template")),
  DASH_SUPPLY_PAGE: z
    .enum(
      ["sensor_tracking_selection", "product_selection"],
      "must be sensor_tracking_selection or product_selection",
    )
    .default("sensor_tracking_selection")
    .meta(giveExample("sensor_tracking_selection")),
  DASH_COUNTRY_REGIONS: countryRegions.default({}).meta(giveExample("ZA=EU,AE=EU")),
  LAUNCH_HOURS: hours.default(4).meta(giveExample("4")),

  SESSION_IDLE_HOURS: hours.default(24 * 14).meta(giveExample("336")),
  SESSION_MAX_HOURS: hours.default(24 * 90).meta(giveExample("2160")),
  STAFF_SESSION_IDLE_HOURS: hours.default(0.5).meta(giveExample("0.5")),
  STAFF_SESSION_MAX_HOURS: hours.default(8).meta(giveExample("8")),

  AUDIT_ADDRESS: z
    .enum(["short", "full", "none"], "must be short, full or none")
    .default("short")
    .meta(giveExample("short")),

  RETENTION_SESSION_DAYS: days.default(1).meta(giveExample("1")),
  RETENTION_LAUNCH_DAYS: days.default(365).meta(giveExample("365")),
  RETENTION_CODE_DAYS: days.default(1).meta(giveExample("1")),
  RETENTION_MAIL_DAYS: days.default(7).meta(giveExample("7")),

  PSEUDO_LANGUAGE: flag.default(false).meta(giveExample("true")),
  PARTNER_TEXTS: z.string().optional().meta(giveExample("/etc/larder/texts.json")),
  PARTNER_NAME: z.string().max(60, "must have at most 60 characters").meta(giveExample("Hearthby")),
  PARTNER_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0f766e")
    .default("#2f5d62")
    .meta(giveExample("#0f766e")),
  PARTNER_LOGO: image.optional().meta(giveExample("/brand/logo.svg")),
  PARTNER_LOGO_DARK: image.optional().meta(giveExample("/brand/logo-dark.svg")),
  PARTNER_FAVICON: image.default("/favicon.svg").meta(giveExample("/brand/favicon.svg")),
  PARTNER_SHOP_URL: link.optional().meta(giveExample("https://www.example.com")),
  PARTNER_SUPPORT_URL: link.optional().meta(giveExample("https://www.example.com/help")),
  PARTNER_IMPRINT_URL: link.optional().meta(giveExample("https://www.example.com/imprint")),
  PARTNER_PRIVACY_URL: link.optional().meta(giveExample("https://www.example.com/privacy")),
  PARTNER_TERMS_URL: link.optional().meta(giveExample("https://www.example.com/terms")),
  PARTNER_ACCESSIBILITY_URL: link.optional().meta(giveExample("https://www.example.com/accessibility")),
});

type Name = keyof typeof variables.shape;

/** Settings that each sign-in method requires. */
const needs: Record<z.infer<typeof signInMethods>[number], Name[]> = {
  oidc: ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  email: ["SMTP_URL", "MAIL_FROM"],
};

/** All of Larder's settings, validated. The README's configuration table documents them. */
export type Env = z.infer<typeof variables>;

/** Names of all environment variables that Larder reads. */
export const settingNames: readonly string[] = Object.keys(variables.shape);

/**
 * Thrown when settings are wrong or missing. `faults` has one line per problem, starting with the variable's
 * name.
 */
export class EnvError extends Error {
  constructor(readonly faults: string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
    this.name = "EnvError";
  }
}

/**
 * Validates the environment's settings; an empty value counts as missing.
 * @throws EnvError listing each wrong variable, its problem and an example
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(given);
  const faults = (result.error?.issues ?? []).map(({ path, message }): [Name, string] => {
    const name = String(path[0]) as Name;
    return [name, name in given ? message : "is missing"];
  });
  const methods = signInMethods.safeParse(given.SIGN_IN ?? "oidc").data ?? [];
  const needed = [
    ...methods.flatMap((method) => needs[method]),
    ...(given.SMTP_URL ? (["MAIL_FROM"] as const) : []),
  ];
  for (const name of new Set(needed)) if (!(name in given)) faults.push([name, "is missing"]);
  if (result.success && faults.length === 0) return result.data;
  faults.sort(([one], [other]) => settingNames.indexOf(one) - settingNames.indexOf(other));
  throw new EnvError(
    faults.map(([name, what]) => `${name} ${what}. Example: ${variables.shape[name].meta()?.example}`),
  );
}

let parsed: Env | undefined;

/**
 * Returns this process's settings, parsed on first use so that a build needs none.
 * @throws EnvError like parseEnv
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
