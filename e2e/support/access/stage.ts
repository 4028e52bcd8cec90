// The viewers of the access matrix, and the canary words that show whose data a response contains.
import { randomBytes, randomUUID } from "node:crypto";
import { Client } from "pg";
import { plantReadings } from "../../../tests/plant-readings";
import { addUnit, hashToken } from "../database";

export const viewers = ["nobody", "customer", "other", "support", "admin"] as const;
export type Viewer = (typeof viewers)[number];

type Owner = { id: string; device: string; serial: string; removed: string; session: string };

export type Stage = {
  /** Unique random words by "{whose} {what}", such as "customer serial". */
  canaries: Record<string, string>;
  /** Each viewer's Cookie header. All share the customer's browser cookie. */
  cookies: Record<Viewer, string>;
  /** A search word in both customers' names; not a canary. */
  search: string;
  customer: Owner;
  other: Owner;
  /** A member of staff who is not a viewer, with one trip. */
  colleague: { id: string; launch: string };
  /** A launch of the customer with a recent return. */
  back: string;
  /** A visit with a recent return, of the browser that all viewers share. */
  visit: string;
  /** The hash of a model's picture. */
  picture: string;
  /** The id of a model that nothing uses. */
  spare: string;
  /** A key that the colleague made, and the id of a form that makes another. */
  key: { id: string; form: string };
  /** Imports of the colleague: of a web page that was checked, with a rejected row, and of one that failed. */
  imports: { checked: string; failed: string; seen: string };
  /** The label of a unit without an owner. */
  unit: { model: string; serial: string; code: string };
};

const model = "HB-INKWELL-4";

/** Makes a random word of lower-case letters, which no encoding changes. */
const makeWord = () => [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");

const makeToken = () => randomBytes(32).toString("base64url");

/** Inserts new people, data and sessions, so that stages do not affect each other. */
export async function plantStage(): Promise<Stage> {
  const unit = { model, ...(await addUnit(model)) };
  const client = new Client({ connectionString: process.env.E2E_DATABASE_OWNER_URL });
  await client.connect();
  try {
    const statements: [text: string, values: unknown[]][] = [];
    const stage = plant((...statement) => void statements.push(statement));
    for (const [text, values] of statements) await client.query(text, values);
    return { ...stage, unit };
  } finally {
    await client.end();
  }
}

/** @param write receives the statements in order */
function plant(write: (text: string, values: unknown[]) => void): Omit<Stage, "unit"> {
  const canaries: Stage["canaries"] = {};
  const addWord = (name: string) => {
    canaries[name] = makeWord();
    return canaries[name];
  };
  const addMailbox = (name: string) => `${addWord(name)}@example.com`;
  const insert = (table: string, row: object) =>
    write(
      `insert into ${table} (${Object.keys(row)}) values (${Object.keys(row).map((_, index) => `$${index + 1}`)})`,
      Object.values(row),
    );

  const browser = makeToken();
  const search = makeWord();
  const now = new Date();
  const tomorrow = new Date(now.getTime() + 24 * 3600_000);

  function signIn(who: string, person: object): string {
    const token = makeToken();
    insert("sessions", {
      ...person,
      token_hash: hashToken(token),
      id_token: addWord(`${who} token`),
      provider_session: addWord(`${who} provider session`),
      expires_at: tomorrow,
      // The matrix may take longer than a sign-in stays fresh.
      authenticated_at: tomorrow,
    });
    return `larder.session=${token}; larder.browser=${browser}`;
  }

  function addDevice(customer_id: string, what: string, removed_at: Date | null) {
    const row = { id: randomUUID(), name: addWord(`${what}device`), serial: addWord(`${what}serial`) };
    insert("devices", { ...row, customer_id, model_id: model, removed_at });
    if (removed_at) return row;
    write(plantReadings, [[row.id]]);
    // Long enough ago for the list of silent devices.
    write("update device_reports set at = now() - interval '3 days' where device_id = $1", [row.id]);
    return row;
  }

  function addOwner(who: string): Owner {
    const id = randomUUID();
    const name = `${search} ${addWord(`${who} name`)}`;
    const profile = { external_id: addWord(`${who} number`), name, email: addMailbox(`${who} email`) };
    insert("customers", { id, ...profile, country: "DE", language: "en" });
    insert("identities", { issuer: "planted", subject: addWord(`${who} identity`), customer_id: id });
    const device = addDevice(id, `${who} `, null);
    const removed = addDevice(id, `${who} removed `, now);
    const session = randomUUID();
    signIn(`${who} elsewhere`, { id: session, customer_id: id });
    canaries[`${who} session`] = session;
    const data = { kind: "email-changed", customerId: id, to: addMailbox(`${who} former email`) };
    insert("pgboss.job", { name: "mail", data });
    return { id, device: device.id, serial: device.serial, removed: removed.id, session };
  }

  function addStaff(who: string, role: string): string {
    const id = randomUUID();
    insert("staff", { id, role, name: addWord(`${who} name`), email: addMailbox(`${who} email`) });
    return id;
  }

  const picture = makeToken();
  const spare = `${search}/${makeWord()}`;
  insert("device_models", { model_id: spare, name: "Spare" });
  insert("pictures", { hash: picture, type: "image/png", bytes: Buffer.from("picture") });

  const customer = addOwner("customer");
  const other = addOwner("other");
  const colleague = { id: addStaff("colleague", "support"), launch: randomUUID() };
  signIn("colleague", { staff_id: colleague.id });
  const cookies = {
    nobody: `larder.browser=${browser}`,
    customer: signIn("customer", { customer_id: customer.id }),
    other: signIn("other", { customer_id: other.id }),
    support: signIn("support", { staff_id: addStaff("support", "support") }),
    admin: signIn("admin", { staff_id: addStaff("admin", "admin") }),
  };

  const key = { id: randomUUID(), form: randomUUID() };
  insert("api_keys", {
    id: key.id,
    name: addWord("key name"),
    key_hash: hashToken(makeToken()),
    hint: "lk_0000",
    scopes: ["links:read"],
    created_by: colleague.id,
    expires_at: tomorrow,
  });

  const imports = { checked: randomUUID(), failed: randomUUID(), seen: now.toISOString() };
  const counts = {
    ...{ repairs: [], shared: [], sharedCount: 0, missing: null },
    counts: {
      customers: { new: 0, changed: 0, same: 0, left: 0, rejected: 1 },
      devices: { new: 0, changed: 0, same: 0, left: 0, rejected: 0 },
      ...{ unread: 0, removed: 0 },
    },
  };
  const column = { header: "Customer number", field: "externalId", by: "name" };
  const reading = {
    ...{ format: "csv", encoding: "utf-8", delimiter: ",", target: "customer", layout: null },
    columns: [column],
  };
  for (const state of ["checked", "failed"] as const) {
    const id = imports[state];
    const run = {
      id,
      source: "browser",
      state,
      created_by: colleague.id,
      counts,
      reading,
      lines: 2,
      line: 2,
    };
    insert("imports", { ...run, file_name: addWord(`${state} file`), moved_at: now, finished_at: now });
    // A worker that takes it up refuses a web page, and writes nothing.
    insert("import_parts", { import_id: id, part: 0, bytes: Buffer.from("<html>") });
  }
  const reasons = [{ code: "missing", field: "externalId" }];
  const row = { import_id: imports.checked, line: 2, cells: [addWord("rejected row")] };
  insert("import_rejects", { ...row, reasons: JSON.stringify(reasons) });

  const atBrowser = { browser_hash: hashToken(browser), expires_at: tomorrow };
  const asked = { ...atBrowser, language: "en" };
  const changing = {
    purpose: "change-email",
    customer_id: customer.id,
    email: addMailbox("customer new email"),
  };
  insert("email_codes", { ...asked, ...changing });
  insert("email_codes", { ...asked, purpose: "sign-in", email: addMailbox("asked email") });

  const trip = { ...atBrowser, customer_id: customer.id, device_id: customer.device, region: "EU" };
  const returned = { closed_at: now, returned_at: now };
  const back = randomUUID();
  insert("launches", { ...trip, card: "inventory", channel: "website" });
  insert("launches", { ...trip, ...returned, id: back, card: "inventory", channel: "website" });
  const visit = randomUUID();
  const visited = {
    ...atBrowser,
    ...returned,
    browser_hash: hashToken(`visit ${browser}`),
    model_id: model,
    vendor_code: "V",
    region: "EU",
  };
  insert("visits", { ...visited, id: visit, card: "supplies", channel: "website" });
  insert("staff_launches", {
    ...trip,
    ...returned,
    id: colleague.launch,
    staff_id: colleague.id,
    card: "supplies",
  });

  for (const [who, { id, device }] of Object.entries({ customer, other })) {
    const details = { deviceId: device, card: "supplies", launchId: colleague.launch };
    write(
      `with recorded as (
         insert into audit_events (event, actor_kind, actor_id, role, customer_ids, details)
         values ('launch.opened', 'staff', $1, 'support', array[$2::uuid], $3) returning id
       ) insert into audit_notes (event_id, reason, network) select id, $4, $5 from recorded`,
      [colleague.id, id, details, addWord(`${who} reason`), addWord(`${who} network`)],
    );
  }
  return { canaries, cookies, search, customer, other, colleague, back, visit, picture, spare, key, imports };
}
