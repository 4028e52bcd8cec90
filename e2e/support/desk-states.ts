// The support desk's pages in all their states, for tests of layout and accessibility.
import { brotliCompressSync } from "node:zlib";
import { addReachable } from "./code-steps";
import { addCustomer } from "./database";
import { makeImportStates } from "./desk-imports";
import { buildCardPath, buildCustomerPath } from "./desk-steps";
import { query } from "./records";

/** One state of a page: its name, its path, and an en-US text that identifies it. */
export type DeskState = { name: string; path: string; shows: string };

const nobody = "00000000-0000-4000-8000-000000000000";

/** Adds a key in each state, with long names. @returns the id of the one in use */
async function addKeys(): Promise<string> {
  const [key] = await query<{ id: string }>(
    `with ada as (insert into staff (role, name) values ('admin', 'Adelheid Administration') returning id)
     insert into api_keys (name, key_hash, hint, scopes, created_by, expires_at, revoked_at, used_at, used_from)
     select 'Warenwirtschaftssystem-Anbindung ' || n, sha256(gen_random_uuid()::text::bytea), 'lk_7k3m',
       array['customers:write', 'devices:write', 'catalogue:read', 'links:read', 'reports:write'], id,
       now() + n * interval '10 days', case n when 2 then now() end,
       case n when 3 then now() end, case n when 3 then '2001:db8:1234::/48' end
     from ada, unnest(array[-1, 1, 2, 3]) as n order by n desc returning id`,
  );
  return key?.id ?? "";
}

/** Adds imports in several states, with rows that were refused and writes by the key. */
async function addImports(key: string): Promise<void> {
  await query(
    `with made as (
       insert into imports (file_name, source, state, counts, moved_at)
       select 'Kundenstammdaten-Warenwirtschaft-' || state || '.csv', 'command', state,
         '{"counts": {"customers": {"new": 12, "changed": 3456, "same": 7, "left": 0, "rejected": 89},
           "devices": {"new": 0, "changed": 0, "same": 0, "left": 0, "rejected": 0}, "unread": 0, "removed": 0},
           "repairs": [], "shared": [], "sharedCount": 0, "missing": null}', now() - interval '10 minutes'
       from unnest(array['applied', 'failed', 'applying']) as state returning id, state
     )
     insert into import_rejects (import_id, line, cells, reasons, model_id)
     select id, line, '{x}', '[{"code": "model-unknown"}]', 'HB-UNKNOWN' from made, generate_series(1, 12) as line
     where state = 'applied'`,
  );
  await query(
    `insert into audit_events (event, actor_kind, actor_id, details)
     select 'import.written', 'client', $1, '{"customers": 1234, "devices": 5678, "removed": 9}'`,
    [key],
  );
}

/** Adds the customers that the states need: with and without devices or an e-mail address, and abroad. */
export async function makeDeskStates(): Promise<DeskState[]> {
  const long = "Wilhelmina-Franziska Schmetterling-Donaudampfschifffahrt";
  const kim = await addReachable(long, "DE", ["HB-BREW-2", "HB-INKWELL-4"]);
  const [device = ""] = kim.devices;
  const many = await addCustomer("Vera Viele", "ZA", Array(9).fill("HB-SWEEP-S1"));
  await query(
    `insert into device_reports select id, now() - n * interval '30 hours'
     from unnest($1::uuid[]) with ordinality as device (id, n) where n < 9`,
    [many.devices],
  );
  const none = await addCustomer("Nora Nichts", "DE", []);
  const quiet = await addCustomer("Quintus Quiet", "DE", ["HB-BREW-2"]);
  const abroad = await addCustomer("Anja Anderswo", "IN", ["HB-BREW-2"]);
  await query(
    `with sam as (insert into staff (role, name) values ('support', 'Sascha Support') returning id)
     insert into audit_events (event, actor_kind, actor_id, role, customer_ids, details)
     select event, 'staff', id, 'support', array[$1::uuid], jsonb_build_object('deviceId', $2::text, 'card', 'supplies')
     from sam, unnest(array['launch.opened', 'link.mailed', 'customer.viewed']) as event`,
    [kim.id, device],
  );
  const key = await addKeys();
  await addImports(key);
  await query("insert into external_ids values ('crm', $1, $2)", [`K-${kim.subject}`, kim.id]);
  await query(
    `insert into data_faults (kind, customer_id, subject, field, value) values
       ('customer', $1, $2, 'country', 'UK'), ('slot', null, 'HB-INKWELL-4 Black', 'supply', 'toner-cartridge')`,
    [kim.id, kim.subject],
  );
  const card = buildCardPath(kim, device);
  const acts = `/admin/customers/${kim.id}`;
  const [unit] = await query<{ model: string; serial: string }>(
    "select model_id as model, serial from devices where id = $1",
    [device],
  );
  const serials = [unit?.serial, "HB-0000-UNKNOWN"];
  const revoked = brotliCompressSync(JSON.stringify({ modelId: unit?.model, serials, repeated: 2 })).toString(
    "base64url",
  );
  return [
    { name: "search", path: "/support", shows: "Part of a word is enough" },
    { name: "search-found", path: `/support?q=${kim.subject}`, shows: "1 customer found" },
    { name: "search-none", path: "/support?q=nobodyatall", shows: "No customers match" },
    { name: "search-short", path: "/support?q=x", shows: "Type a little more" },
    { name: "search-long", path: `/support?q=${"x".repeat(201)}`, shows: "That’s too much to search for" },
    { name: "search-expired", path: "/support?q=sealed.long-ago", shows: "This search has expired" },
    { name: "search-back", path: "/support?back=none", shows: "Welcome back." },
    { name: "customer", path: buildCustomerPath(kim), shows: "Opened by staff" },
    { name: "customer-many", path: buildCustomerPath(many), shows: "isn’t available here for South Africa" },
    { name: "customer-none", path: buildCustomerPath(none), shows: "This customer has no devices here." },
    { name: "customer-abroad", path: buildCustomerPath(abroad), shows: "aren’t offered for Brew 2 in India" },
    { name: "customer-gone", path: `/support/customers/${nobody}`, shows: "is no longer here" },
    { name: "card", path: card, shows: "Open here in a new tab" },
    { name: "card-qr", path: `${card}&show=qr`, shows: "What" },
    { name: "card-links", path: `${card}&show=link`, shows: "Alexa app link" },
    { name: "card-mailed", path: `${card}&done=mailed`, shows: "The e-mail is on its way" },
    { name: "card-reason", path: `${card}&problem=reason-empty`, shows: "Nothing was opened." },
    {
      name: "card-account",
      path: `${buildCustomerPath(kim)}/cards/all-devices`,
      shows: "Your devices at Amazon",
    },
    {
      name: "card-no-address",
      path: buildCardPath(quiet, quiet.devices[0] ?? ""),
      shows: "We don’t have an e-mail address for this customer.",
    },
    {
      name: "card-none",
      path: buildCardPath(abroad, abroad.devices[0] ?? ""),
      shows: "This page isn’t available",
    },
    { name: "delete", path: `${acts}/delete?problem=ticket-malformed`, shows: "That’s not a reference." },
    { name: "transfer", path: `${acts}/devices/${device}/transfer`, shows: "was sold, inherited" },
    {
      name: "transfer-found",
      path: `${acts}/devices/${device}/transfer?to=${many.id}`,
      shows: "Is this the new owner?",
    },
    { name: "transfer-nobody", path: `${acts}/devices/${device}/transfer?to=x`, shows: "No customer has" },
    {
      name: "transfer-expired",
      path: `${acts}/devices/${device}/transfer?to=sealed.long-ago`,
      shows: "This search has expired",
    },
    { name: "transfer-gone", path: `${acts}/devices/${nobody}/transfer`, shows: "no longer has this device" },
    {
      name: "model-correct",
      path: `${acts}/devices/${device}/model?problem=model-same`,
      shows: "Right model",
    },
    { name: "revoke", path: "/admin/revoke?problem=units-none", shows: "Enter serial numbers" },
    {
      name: "revoke-checked",
      path: `/admin/revoke?list=${revoked}&problem=units-changed`,
      shows: "is unknown",
    },
    { name: "revoke-done", path: "/admin/revoke?done=revoked", shows: "nobody can add them again" },
    { name: "overview", path: "/admin", shows: "name a model that the catalog does not have" },
    { name: "audit", path: "/admin/audit", shows: "Download as CSV" },
    { name: "audit-odd", path: "/admin/audit?customer=x&event=y", shows: "There’s no such event." },
    {
      name: "audit-expired",
      path: "/admin/audit?customer=sealed.long-ago",
      shows: "This search has expired",
    },
    { name: "audit-nothing", path: "/admin/audit?to=2001-01-01", shows: "Nothing recorded matches" },
    { name: "staff", path: "/admin/staff?done=ended", shows: "Sessions ended." },
    { name: "sign-in-check", path: "/admin/sign-in-check", shows: "from your next sign-in on" },
    { name: "doctor", path: "/admin/doctor", shows: "All settings are valid." },
    { name: "old-values", path: "/admin/old-values?done=settled", shows: "toner-cartridge" },
    { name: "keys", path: "/admin/keys?done=revoked", shows: "Expires soon" },
    { name: "key-new", path: "/admin/keys/new", shows: "What will use it?" },
    { name: "key-odd", path: "/admin/keys/new?problem=long&purpose=app", shows: "This name is too long." },
    { name: "key-unchosen", path: "/admin/keys/new?problem=purpose-unknown", shows: "Choose what will use" },
    { name: "key-revoke", path: `/admin/keys/${key}/revoke`, shows: "will no longer be able to" },
    ...(await makeImportStates()),
    { name: "devices", path: "/admin/devices", shows: "All models" },
    { name: "models", path: "/admin/models", shows: "Still missing" },
    { name: "model", path: "/admin/models/HB-INKWELL-4?country=JP", shows: "What customers see" },
    {
      name: "model-new",
      path: "/admin/new-model?problem=model-exists&id=HB-INKWELL-4",
      shows: "There’s already a model with this model ID.",
    },
    { name: "model-delete", path: "/admin/models/HB-INKWELL-4/delete", shows: "so it can’t be deleted" },
  ];
}
