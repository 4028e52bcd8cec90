import { afterAll, beforeAll, expect, it } from "vitest";
import { findViewer } from "@/lib/auth";
import { isStaff } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findResults } from "./find-results";

let portal: TestStage;
let sam: Staff;
let ada: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  const signIn = async () => {
    const viewer = await findViewer(await portal.signIn(await portal.addStaff()));
    if (!viewer || !isStaff(viewer)) throw new Error("nobody is signed in");
    return viewer;
  };
  [sam, ada] = [await signIn(), await signIn()];
  // So many others that the few are sorted by their names.
  await portal.owner.query(
    `insert into customers (name) select 'Rarename ' || n from generate_series(1, 30) n`,
  );
  await portal.owner.query(
    `insert into customers (id, name)
     select ('0000' || substr(gen_random_uuid()::text, 5))::uuid, 'Other ' || n from generate_series(1, 5000) n`,
  );
});
afterAll(() => portal.stop());

const read = async (staff: Staff, after?: string) => {
  const { found } = await findResults(staff, { q: "Rarename", after });
  if (!found?.ok) throw new Error("no results");
  return found.value;
};

it("leads to the next page with an address that names nobody, and is for this session alone", async () => {
  const first = await read(sam);
  const next = first.next ?? "";
  const shown = next.split(".").map((part) => Buffer.from(part, "base64url").toString());
  for (const text of [next, ...shown]) expect(text.toLowerCase()).not.toContain("rarename");

  const second = await read(sam, next);
  expect([first.customers.length, second.customers.length, second.next]).toEqual([20, 10, null]);
  expect(new Set([...first.customers, ...second.customers].map(({ id }) => id)).size).toBe(30);
  expect((await read(ada, next)).customers).toEqual(first.customers);
});

it("searches for nothing without a search", async () => {
  expect(await findResults(sam, {})).toEqual({ word: "", search: "", isLater: false, found: null });
  expect(await findResults(sam, { q: "sealed.x", after: "x" })).toMatchObject({ search: "", found: null });
});
