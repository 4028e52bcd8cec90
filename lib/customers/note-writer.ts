import { type SQL, sql } from "drizzle-orm";
import { customers, type ProfileField, type Writer } from "@/lib/db";

/** Value of `written_by` for a new row whose fields this writer gave. */
export const listWriters = (writer: Writer, ...fields: ProfileField[]) =>
  Object.fromEntries(fields.map((field) => [field, writer]));

/** SQL value of `written_by` after an update of these fields. */
export const noteWriter = (writer: Writer, ...fields: ProfileField[]): SQL =>
  sql`${customers.writtenBy} || ${JSON.stringify(listWriters(writer, ...fields))}::jsonb`;
