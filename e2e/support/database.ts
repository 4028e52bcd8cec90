import { createHash, randomBytes } from "node:crypto";
import type { BrowserContext } from "playwright/test";
import { hashClaimCode } from "../../tests/claim";
import { plantReadings } from "../../tests/plant-readings";
import { query } from "./records";

export type TestCustomer = { id: string; subject: string; name: string; devices: string[] };

/**
 * Adds a customer that no other test uses, with one device per model.
 * @param country of the Amazon account; null while unknown
 */
export async function addCustomer(
  name: string,
  country: string | null,
  modelIds: string[],
): Promise<TestCustomer> {
  const subject = `${name.toLowerCase().replace(/\W+/g, "-")}-${randomBytes(4).toString("hex")}`;
  const [customer] = await query<{ id: string }>(
    "insert into customers (external_id, name, country) values ($1, $2, $3) returning id",
    [subject, name, country],
  );
  const { id } = customer as { id: string };
  const devices: string[] = [];
  for (const [index, modelId] of modelIds.entries()) {
    const [device] = await query<{ id: string }>(
      "insert into devices (customer_id, model_id, name, serial) values ($1, $2, $3, $4) returning id",
      [id, modelId, `${name}, device ${index + 1}`, `${subject}-${index + 1}`],
    );
    devices.push((device as { id: string }).id);
  }
  return { id, subject, name, devices };
}

/** Gives each slot of devices a reading, see plantReadings. */
export const addReadings = (deviceIds: readonly string[]) => query(plantReadings, [deviceIds]);

/** Deletes a customer and their devices, as when they delete their account. */
export async function removeCustomer({ id }: Pick<TestCustomer, "id">): Promise<void> {
  await query("delete from devices where customer_id = $1", [id]);
  await query("delete from customers where id = $1", [id]);
}

/** Adds a unit without an owner. @returns the serial number and claim code printed on it */
export async function addUnit(modelId: string): Promise<{ serial: string; code: string }> {
  const serial = `SN-${randomBytes(4).toString("hex").toUpperCase()}`;
  const code = randomBytes(5).toString("hex").toUpperCase();
  const { claimHash, claimSalt } = hashClaimCode(code);
  await query("insert into units (model_id, serial, claim_hash, claim_salt) values ($1, $2, $3, $4)", [
    modelId,
    serial,
    claimHash,
    claimSalt,
  ]);
  return { serial, code };
}

export const hashToken = (token: string) => createHash("sha256").update(token).digest();

/** Adds a session for a customer, for tests that are not about signing in. */
export async function addSession({ id }: Pick<TestCustomer, "id">): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await query(
    "insert into sessions (token_hash, customer_id, expires_at) values ($1, $2, now() + interval '1 day')",
    [hashToken(token), id],
  );
  return token;
}

/** Makes the session cookie for localhost. Cookies ignore ports, so it works for every portal here. */
export const makeSessionCookie = (token: string) => ({
  name: "larder.session",
  value: token,
  domain: "localhost",
  path: "/",
  httpOnly: true,
  sameSite: "Lax" as const,
});

/** Signs a browser in by setting its session cookie. */
export async function enter(context: BrowserContext, customer: TestCustomer): Promise<string> {
  const token = await addSession(customer);
  await context.addCookies([makeSessionCookie(token)]);
  return token;
}

/** Adds a member of staff that no other test uses, with a session. */
export async function addStaffSession(role: "support" | "admin" = "support"): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await query(
    `with made as (insert into staff (role, name) values ($2, 'Stella Staff') returning id)
     insert into sessions (token_hash, staff_id, expires_at) select $1, id, now() + interval '1 day' from made`,
    [hashToken(token), role],
  );
  return token;
}

/** Counts the sessions of a token: one, or none after it ended. */
export async function countSessions(token: string): Promise<number> {
  return (await query("select from sessions where token_hash = $1", [hashToken(token)])).length;
}
