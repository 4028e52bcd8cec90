// Direct database access, to reset the state before each test and to simulate the passing of time.
import { Client } from "pg";

/** Runs one statement, or several without values, as the database's owner. */
export async function query<Row extends object = object>(
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: process.env.E2E_DATABASE_OWNER_URL });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/**
 * Deletes launches, visits and rate limits, and resets country and language of all customers. The next sign-in fills
 * in what the identity provider knows.
 */
export async function startAfresh(): Promise<void> {
  // Camille's language is the portal's only hint at her country.
  await query(
    `delete from launches; delete from visits; delete from rate_limits;
     update customers set country = null, language = case external_id when 'camille' then 'en-FR' else 'en' end`,
  );
}

/** Moves all launches, open and returned, into the past. */
export async function letMinutesPass(minutes: number): Promise<void> {
  await query(
    `update launches set opened_at = opened_at - $1 * interval '1 minute',
       expires_at = expires_at - $1 * interval '1 minute',
       closed_at = closed_at - $1 * interval '1 minute',
       returned_at = returned_at - $1 * interval '1 minute'`,
    [minutes],
  );
}

export type LaunchRow = { id: string; device: string | null; card: string; open: boolean; returned: boolean };

/** Lists a customer's launches, newest first. */
export const listLaunches = (subject: string): Promise<LaunchRow[]> =>
  query<LaunchRow>(
    `select l.id, d.name as device, l.card, l.closed_at is null as open, l.returned_at is not null as returned
     from launches l join customers c on c.id = l.customer_id left join devices d on d.id = l.device_id
     where c.external_id = $1 order by l.opened_at desc`,
    [subject],
  );

/** Finds a device's id, for tests that request it directly. */
export async function findDeviceId(subject: string, name: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `select d.id from devices d join customers c on c.id = d.customer_id
     where c.external_id = $1 and d.name = $2`,
    [subject, name],
  );
  if (!row) throw new Error(`${subject} has no device "${name}".`);
  return row.id;
}
