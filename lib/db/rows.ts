import { PgColumn } from "drizzle-orm/pg-core";
import type { QueryResult } from "pg";
import type { z } from "zod";

/** A computed field: its allowed PostgreSQL types (empty for any) and how to read its values. */
type Computed<T> = { types: string[]; read: (value: unknown) => T };

type Maybe<C> = { nullable: C };

type Field = PgColumn | Computed<unknown> | Maybe<PgColumn>;

/** The fields of a statement's rows, by name. */
export type Fields = Record<string, Field>;

type ValueOf<F> =
  F extends Maybe<infer C extends PgColumn>
    ? C["_"]["data"] | null
    : F extends PgColumn
      ? C0<F>
      : F extends Computed<infer T>
        ? T
        : never;
type C0<C extends PgColumn> = C["_"]["notNull"] extends true ? C["_"]["data"] : C["_"]["data"] | null;

/** A row with these fields, typed by their columns. */
export type RowOf<F extends Fields> = { [name in keyof F]: ValueOf<F[name]> };

const createField = <T>(...types: string[]): Computed<T> => ({ types, read: (value) => value as T });

/** Fields that a statement computes. */
export const integer = createField<number>("integer");
export const boolean = createField<boolean>("boolean");
export const string = createField<string>("text");
/** A bigint as a string of digits: it may not fit into a JavaScript number. */
export const bigintString = createField<string>("bigint");

/** Marks a column that an outer join or a condition may leave null. */
export const nullable = <C extends PgColumn>(column: C): Maybe<C> => ({ nullable: column });

/** A value validated by a schema: JSON, or text with a narrower type than the database knows. */
export const parsed = <T>(schema: z.ZodType<T>): Computed<T> => ({
  types: [],
  read: (value) => schema.parse(value),
});

const oids: Record<string, number> = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  integer: 23,
  text: 25,
  "char(2)": 1042,
  "text[]": 1009,
  "timestamp with time zone": 1184,
  uuid: 2950,
  "uuid[]": 2951,
  jsonb: 3802,
  json: 114,
  "double precision": 701,
};

const getColumn = (field: Field) =>
  field instanceof PgColumn ? field : "nullable" in field ? field.nullable : null;

function listTypes(field: Field): string[] {
  const column = getColumn(field);
  return column ? [column.getSQLType()] : (field as Computed<unknown>).types;
}

/** Returns the function that reads a field's values; undefined if the driver's value needs no conversion. */
function getReader(field: Field): ((value: unknown) => unknown) | undefined {
  const column = getColumn(field);
  if (!column)
    return (field as Computed<unknown>).types.length === 0 ? (field as Computed<unknown>).read : undefined;
  // Queries through Drizzle return timestamps as strings, queries through pg do not.
  if (!["timestamp with time zone", "bigint"].includes(column.getSQLType())) return undefined;
  return (value) => (value === null ? null : column.mapFromDriverValue(value));
}

/**
 * Creates a reader for a statement's rows. The first call checks the fields and their types against what
 * PostgreSQL returned.
 * @param name of the statement, for error messages
 */
export function createRowReader<F extends Fields>(
  name: string,
  fields: F,
): (result: QueryResult) => RowOf<F>[] {
  const readers = Object.entries(fields).flatMap(([key, field]) => {
    const read = getReader(field);
    return read ? [[key, read] as const] : [];
  });
  let isChecked = false;
  return (result) => {
    if (!isChecked) checkFields(name, fields, result);
    isChecked = true;
    for (const row of result.rows) for (const [key, read] of readers) row[key] = read(row[key]);
    return result.rows;
  };
}

function checkFields(name: string, fields: Fields, { fields: returned }: QueryResult): void {
  const found = new Map((returned ?? []).map((field) => [field.name, field.dataTypeID]));
  const faults = Object.entries(fields).flatMap(([key, field]) => {
    const type = found.get(key);
    if (type === undefined) return [`lacks ${key}`];
    const types = listTypes(field);
    const fits = types.length === 0 || types.some((each) => oids[each] === type);
    return fits ? [] : [`returns ${key} as type ${type}, not ${types.join(" or ")}`];
  });
  const strange = [...found.keys()].filter((key) => !Object.hasOwn(fields, key));
  faults.push(...strange.map((key) => `returns ${key}, which it does not declare`));
  if (faults.length > 0) throw new Error(`The statement ${name} ${faults.join(", ")}.`);
}
