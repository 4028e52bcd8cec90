import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, devices, pool, searchQueue, transaction } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { catchUp, deferSearch, searchCustomers } from ".";

let portal: TestStage;
let sam: Staff;
beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  for (const table of [devices, customers, searchQueue]) await portal.db.delete(table);
});

const count = async (search: string) => {
  const found = await searchCustomers(sam, { search });
  return found.ok ? found.value.customers.length : found.problems[0].code;
};

/** Adds a device in a transaction that leaves the search to later. */
const addLater = (customerId: string, serial: string) =>
  transaction(async (tx) => {
    await deferSearch(tx);
    await tx.insert(devices).values({ customerId, modelId: modelIds.printer, name: "K", serial });
  });

it("finds a part of a serial number once the search has caught up", async () => {
  const { id } = await portal.addCustomer({ name: "Emily" });
  await addLater(id, "LATER-0001");
  await addLater(id, "LATER-0002");
  expect([await count("LATER-000"), await count("Emily")]).toEqual([0, 1]);
  expect([await catchUp(), await catchUp()]).toEqual([1, 0]);
  expect(await count("LATER-000")).toBe(1);
  expect(await portal.db.$count(searchQueue)).toBe(0);
});

it("is at once as before in the next transaction of the connection", async () => {
  const { id } = await portal.addCustomer();
  await addLater(id, "LATER-0003");
  await pool()
    .insert(devices)
    .values({ customerId: id, modelId: modelIds.printer, name: "K", serial: "NOW-0001" });
  expect(await count("NOW-000")).toBe(1);
});

it("passes over customers who are gone", async () => {
  const { id } = await portal.addCustomer();
  await addLater(id, "LATER-0004");
  await portal.db.delete(devices);
  await portal.db.delete(customers);
  expect([await catchUp(), await catchUp()]).toEqual([1, 0]);
});

it("misses nothing that is written meanwhile", async () => {
  const ids = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => (await portal.addCustomer({ externalId: `${index}` })).id),
  );
  let isWriting = true;
  const writing = (async () => {
    for (let round = 0; round < 10; round += 1)
      await Promise.all(
        ids.map((id, index) =>
          transaction(async (tx) => {
            await deferSearch(tx);
            await tx.execute(`select from customers where id = '${id}' for no key update`);
            await tx.insert(devices).values({
              customerId: id,
              modelId: modelIds.printer,
              name: "K",
              serial: `M-${index}-${round}`,
            });
          }),
        ),
      );
  })().finally(() => {
    isWriting = false;
  });
  while (isWriting) await catchUp();
  await writing;
  await catchUp();
  const { rows } = await portal.owner.query(
    `select count(*)::int as n from devices d join customer_search s using (customer_id)
     where s.text not like '%' || lower(d.serial) || '%'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});
