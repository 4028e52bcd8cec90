import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestStage, type TestStage } from "@/tests/stage";
import { hashClaimCode, writeClaimHash } from "./hash-claim-code";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

it.each([
  ["RX-100", "SN-0001", "7KQXM3WPHT"],
  ["rx/1+2", "sn 0002", "AAAAABBBBB"],
  ["O'Neil%", "ＳＮ－リビング 🏠", "Ü"],
  ["", "", ""],
  ["x".repeat(200), "y".repeat(200), "z".repeat(200)],
])("is the same in TypeScript and in SQL for %j %j %j", async (...claim) => {
  const { rows } = await portal.owner.query<{ hash: Buffer }>(
    `select ${writeClaimHash("$1::text", "$2::text", "$3::text")} as hash`,
    claim,
  );
  expect(hashClaimCode(...claim)).toEqual(rows[0]?.hash);
});

it("matches the formula in docs/operations.md", async () => {
  const { rows } = await portal.owner.query<{ hash: Buffer }>(
    "select sha256(convert_to('ACME-PRINT-1 SN-0002 7KQXM3WPHT', 'UTF8')) as hash",
  );
  expect(hashClaimCode("ACME-PRINT-1", "SN-0002", "7KQXM3WPHT")).toEqual(rows[0]?.hash);
});
