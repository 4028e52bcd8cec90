import { PgColumn } from "drizzle-orm/pg-core";
import type { QueryResult } from "pg";
import type { z } from "zod";

/** A result that is no column: its types in PostgreSQL, none for any, and how its values are read. */
type Computed<T> = { types: string[]; read: (value: unknown) => T };

type Maybe<C> = { nullable: C };

type Field = PgColumn | Computed<unknown> | Maybe<PgColumn>;

/** The fields of a statement's rows by their names. */
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

/** A row with these fields, each of the type that its column has. */
export type RowOf<F extends Fields> = { [name in keyof F]: ValueOf<F[name]> };

const plain = <T>(...types: string[]): Computed<T> => ({ types, read: (value) => value as T });

/** Fields that a statement computes. */
export const integer = plain<number>("integer");
export const boolean = plain<boolean>("boolean");
export const string = plain<string>("text");
/** A bigint, as a string of digits: JavaScript's numbers may not hold it. */
export const bigintString = plain<string>("bigint");

/** A column that an outer join or a condition may leave empty. */
export const nullable = <C extends PgColumn>(column: C): Maybe<C> => ({ nullable: column });

/** A value that a schema checks: JSON, or a text of which the database knows only that it is one. */
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
};

const columnOf = (field: Field) =>
  field instanceof PgColumn ? field : "nullable" in field ? field.nullable : null;

function typesOf(field: Field): string[] {
  const column = columnOf(field);
  return column ? [column.getSQLType()] : (field as Computed<unknown>).types;
}

/** How a field's values are read; undefined where the driver's own value is right. */
function readerOf(field: Field): ((value: unknown) => unknown) | undefined {
  const column = columnOf(field);
  if (!column)
    return (field as Computed<unknown>).types.length === 0 ? (field as Computed<unknown>).read : undefined;
  // A query through Drizzle leaves moments as strings, one through pg does not.
  if (!["timestamp with time zone", "bigint"].includes(column.getSQLType())) return undefined;
  return (value) => (value === null ? null : column.mapFromDriverValue(value));
}

/**
 * Makes the reader of a statement's rows. That the statement returns these fields and types is held against what
 * PostgreSQL says, once.
 * @param name of the statement, for the error
 */
export function createRowReader<F extends Fields>(
  name: string,
  fields: F,
): (result: QueryResult) => RowOf<F>[] {
  const readers = Object.entries(fields).flatMap(([key, field]) => {
    const read = readerOf(field);
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
    const types = typesOf(field);
    const fits = types.length === 0 || types.some((each) => oids[each] === type);
    return fits ? [] : [`returns ${key} as type ${type}, not ${types.join(" or ")}`];
  });
  const strange = [...found.keys()].filter((key) => !Object.hasOwn(fields, key));
  faults.push(...strange.map((key) => `returns ${key}, which it does not declare`));
  if (faults.length > 0) throw new Error(`The statement ${name} ${faults.join(", ")}.`);
}
