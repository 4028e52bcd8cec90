import { expect, it } from "vitest";
import { isSqlState } from "./sql-state";

it.each(["23505", "42P01", "57014", "XX000", "3F000"])("%s is PostgreSQL's", (code) =>
  expect(isSqlState(code)).toBe(true),
);

it.each(["EPIPE", "EPERM", "ECONNREFUSED", "", undefined, null, 23505.5, "2350"])("%s is not", (code) =>
  expect(isSqlState(code)).toBe(false),
);
