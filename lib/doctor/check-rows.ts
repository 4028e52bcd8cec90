import { z } from "zod";
import { type Region, regionOfCountry } from "@/lib/dash";
import { integer, parsed, statement, type Tx } from "@/lib/db";
import type { Hindrance } from "@/lib/health";
import { fine, note, warn } from "./findings";
import type { Finding } from "./types";

const fields = { count: integer, example: parsed(z.string().nullable()) };

const countIdle = statement(
  "doctor_idle_models",
  fields,
  `select count(*)::int as count, min(model_id) as example from device_models where cardinality(countries) = 0`,
);
const countStray = statement(
  "doctor_stray_models",
  fields,
  `select count(*)::int as count, min(model_id) as example from device_models where countries && $1::text[]`,
);
const countBare = statement(
  "doctor_bare_models",
  fields,
  `select count(*)::int as count, min(model_id) as example from device_models
   where not exists (select from slots where slots.model_id = device_models.model_id)`,
);
const countAbroad = statement(
  "doctor_customers_abroad",
  fields,
  `select count(*)::int as count, min(id::text) as example from customers where country::text = any($1::text[])`,
);
const countCutOff = statement(
  "doctor_cut_off_customers",
  fields,
  `select count(*)::int as count, min(id::text) as example from customers
   where (email is null or not $1::boolean)
     and not ($2::boolean and (external_id is not null
       or exists (select from identities where customer_id = customers.id)
       or exists (select from external_ids where customer_id = customers.id and source = 'identity')))`,
);
const countHidden = statement(
  "doctor_hidden_customers",
  fields,
  `select count(*)::int as count, min(id::text) as example from customers
   where not exists (select from customer_search where customer_id = customers.id)`,
);
const countOld = statement(
  "doctor_old_values",
  fields,
  `select count(*)::int as count, min(id::text) as example from data_faults`,
);
const findCountries = statement(
  "doctor_countries",
  { country: parsed(z.string()) },
  `select unnest(countries) as country from device_models
   union select country::text from customers where country is not null`,
);

export type RowSettings = {
  /** DASH_COUNTRY_REGIONS. */
  countryRegions: Readonly<Record<string, Region>>;
  /** Whether a number or an identity is enough to sign in, by SIGN_IN. */
  signsInAtProvider: boolean;
  /** Whether an e-mail address is enough to sign in, by SIGN_IN or OIDC_MATCH_EMAIL. */
  signsInByEmail: boolean;
};

/** Looks for rows that the database accepts and that still cannot work: a count for each rule, with an example. */
export async function checkRows(
  { countryRegions, signsInAtProvider, signsInByEmail }: RowSettings,
  tx: Tx,
): Promise<Finding[]> {
  const countries = (await findCountries(tx)).map(({ country }) => country);
  const stray = countries.filter((country) => !regionOfCountry(country, countryRegions));
  const rules: [found: { count: number; example: string | null }[], what: string, fix: string][] = [
    [
      await countStray(tx, stray),
      "Models that are enabled in countries without a region",
      "Map these countries with DASH_COUNTRY_REGIONS, or remove them from the models.",
    ],
    [
      await countIdle(tx),
      "Models that are enabled in no country, and so have no card",
      "Add countries to them.",
    ],
    [await countBare(tx), "Models without supplies", "Add their slots."],
    [
      await countCutOff(tx, signsInByEmail, signsInAtProvider),
      `Customers who can never sign in, with ${signsInAtProvider ? "no identity, no number and no address that counts" : "no address"}`,
      `Give them ${signsInAtProvider ? "a number" : "an address"} with an import, or delete them.`,
    ],
    [
      await countHidden(tx),
      "Customers whom the support search cannot find",
      "Start the worker, which catches up, and check again.",
    ],
    [await countOld(tx), "Values that an upgrade set aside", "Settle them at /admin/old-values."],
  ];
  const bad = rules.flatMap(([[found], what, fix]) =>
    found && found.count > 0 ? [warn(describe(found.count, what, fix, found.example))] : [],
  );
  const [abroad] = await countAbroad(tx, stray);
  return [
    ...(bad.length > 0 ? bad : [fine("No model and no customer breaks a rule.")]),
    ...(abroad && abroad.count > 0
      ? [
          note(
            `Customers in countries without a region, who see no card: ${abroad.count}, such as ${abroad.example}.`,
          ),
        ]
      : []),
  ];
}

const describe = (count: number, what: string, fix: string, example: string | null): Hindrance => ({
  what: `${what}: ${count}${example ? `, such as ${example}` : ""}.`,
  fix,
});
