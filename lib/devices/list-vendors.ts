import { z } from "zod";
import { parsed, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { Vendor } from "./schemas";

type Given = Record<"customerId" | "country" | "vendorCode" | "language", string>;

/**
 * SQL query: the vendors of a customer's devices whose models are enabled in a country. Its parameters are
 * SQL, too.
 */
const writeVendors = (given: Given) =>
  `select "vendorCode", array_agg(model order by lower(model), model) as models
   from (
     select distinct coalesce(m.vendor_code, ${given.vendorCode}) as "vendorCode",
       localize(m.names, m.name, ${given.language}) as model
     from device_models m
     where ${given.country} = any(m.countries) and exists (
       select from devices d
       where d.customer_id = ${given.customerId} and d.model_id = m.model_id and d.removed_at is null
     )
   ) own
   group by "vendorCode"`;

/**
 * SQL expression: the vendor of an account-wide launch `l`, as JSON; null unless the devices of its customer `c`
 * have several. Its parameters are SQL, too.
 */
export const writeLaunchVendor = (given: Record<"vendorCode" | "language", string>) =>
  `(select jsonb_build_object('vendorCode', v."vendorCode", 'models', v.models)
    from (
      select v.*, count(*) over () as vendors
      from (${writeVendors({ customerId: "c.id", country: "c.country", ...given })}) v
    ) v
    where l.device_id is null and v.vendors > 1 and v."vendorCode" = l.vendor_code)`;

/** SQL expression: the same as a JSON list. */
export const writeVendorList = (given: Given) =>
  `(select coalesce(json_agg(v order by lower(v.models[1]), v."vendorCode"), '[]') from (${writeVendors(given)}) v)`;

const own = { customerId: "$1", country: "$2", vendorCode: "$3::text", language: "$4::text" };

// Runs at every launch of the account-wide card.
const list = statement(
  "list_vendors",
  { vendors: parsed(z.array(Vendor)) },
  `select ${writeVendorList(own)} as vendors`,
);

/**
 * Lists the vendors of a customer's devices whose models are enabled in a country. Each has an account-wide
 * card.
 * @param vendorCode the configured one, of models without their own
 * @param language null if nobody reads the names
 */
export async function listVendors(
  scope: CustomerScope,
  country: string,
  vendorCode: string,
  language: string | null,
  tx: Tx = pool(),
): Promise<Vendor[]> {
  const [row] = await list(tx, scope.customerId, country, vendorCode, language);
  return row?.vendors ?? [];
}

/**
 * Chooses one of a customer's vendors.
 * @param vendorCode may be missing if there is only one
 * @returns null if they do not have it, or if it is missing and there are several
 */
export function chooseVendor(
  vendors: readonly Vendor[],
  vendorCode: string | null | undefined,
): Vendor | null {
  if (typeof vendorCode !== "string") return (vendors.length === 1 && vendors[0]) || null;
  return vendors.find((vendor) => vendor.vendorCode === vendorCode) ?? null;
}
