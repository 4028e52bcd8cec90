import { z } from "zod";
import { about, type Group } from "./about";
import { amazon } from "./amazon-settings";
import { brand, texts } from "./brand-settings";
import { isSharedByTenants } from "./checks";
import { audit, retention, sessions } from "./data-settings";
import { database } from "./database-settings";
import { limits } from "./limit-settings";
import { mail } from "./mail-settings";
import { observability } from "./observability-settings";
import { portal } from "./portal-settings";
import { identityProvider, signIn, signInMethods } from "./sign-in-settings";

/** All settings, in the order of docs/configuration.md. */
export const groups: readonly Group[] = [
  portal,
  database,
  signIn,
  identityProvider,
  mail,
  amazon,
  brand,
  texts,
  limits,
  sessions,
  retention,
  audit,
  observability,
];

export const variables = z.object({
  ...portal.settings,
  ...database.settings,
  ...signIn.settings,
  ...identityProvider.settings,
  ...mail.settings,
  ...amazon.settings,
  ...brand.settings,
  ...texts.settings,
  ...limits.settings,
  ...sessions.settings,
  ...retention.settings,
  ...audit.settings,
  ...observability.settings,
});

export type Name = keyof typeof variables.shape;

/** All of Larder's settings, validated. docs/configuration.md documents them. */
export type Env = z.infer<typeof variables>;

export const variableNames = Object.keys(variables.shape) as Name[];

const isSecret = (name: Name) => about.get(variables.shape[name])?.secret === true;

/** Settings whose value may stand in a file that `{name}_FILE` names. */
export const secretNames = variableNames.filter(isSecret);

export const nameSecretFile = (name: Name) => `${name}_FILE`;

/** Names of all environment variables that Larder reads. */
export const settingNames: readonly string[] = [
  ...variableNames,
  ...secretNames.map(nameSecretFile),
  "SETTINGS_FILE",
];

type Given = Partial<Record<string, string>>;

const signsInWith = (method: "oidc" | "email") => (given: Given) =>
  signInMethods.safeParse(given.SIGN_IN ?? "oidc").data?.includes(method) ?? false;

/** Settings that others make required. `when` is Markdown. */
export const needs: { when: string; applies(given: Given): boolean; names: Name[] }[] = [
  {
    when: "`NEXTAUTH_URL` is https",
    applies: ({ NEXTAUTH_URL = "" }) => /^\s*https:/i.test(NEXTAUTH_URL),
    names: ["TRUSTED_PROXIES"],
  },
  {
    when: "`SIGN_IN` has `oidc`, as by default",
    applies: signsInWith("oidc"),
    names: ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  },
  { when: "`SIGN_IN` has `email`", applies: signsInWith("email"), names: ["SMTP_URL", "MAIL_FROM"] },
  { when: "`SMTP_URL` is set", applies: (given) => "SMTP_URL" in given, names: ["MAIL_FROM"] },
];

/** Values that cannot stand beside each other. */
export const conflicts: { name: Name; what: string; applies(given: Given): boolean }[] = [
  {
    name: "METRICS_PORT",
    what: "must not be PORT, which everyone can reach",
    applies: ({ METRICS_PORT, PORT = "3000" }) => Number(METRICS_PORT) === Number(PORT),
  },
  {
    name: "OIDC_TRUST_EMAIL",
    what: "must not be true for an issuer that many tenants share: each writes the addresses of its own people",
    applies: ({ OIDC_TRUST_EMAIL, OIDC_ISSUER, OIDC_DISCOVERY_URL }) =>
      OIDC_TRUST_EMAIL === "true" && [OIDC_ISSUER, OIDC_DISCOVERY_URL].some(isSharedByTenants),
  },
];
