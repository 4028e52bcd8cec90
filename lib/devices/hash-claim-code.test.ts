import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestStage, type TestStage } from "@/tests/stage";
import { hashClaimCode, writeClaimHash } from "./hash-claim-code";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

/** Hashes in PostgreSQL. */
async function hashInSql(...claim: [salt: Buffer | null, modelId: string, serial: string, code: string]) {
  const { rows } = await portal.owner.query<{ hash: Buffer }>(
    `select ${writeClaimHash("$1::bytea", "$2::text", "$3::text", "$4::text")} as hash`,
    claim,
  );
  return rows[0]?.hash;
}

it.each(["7KQXM3WPHT", "Ü", "", "z".repeat(200)])(
  "is the same in TypeScript and in SQL for %j",
  async (code) => {
    const { claimSalt, claimHash } = hashClaimCode(code);
    expect(await hashInSql(claimSalt, "RX-100", "SN-0001", code)).toEqual(claimHash);
    expect(hashClaimCode(code).claimHash).not.toEqual(claimHash);
  },
);

it.each([
  ["RX-100", "SN-0001", "7KQXM3WPHT"],
  ["O'Neil%", "ＳＮ－リビング 🏠", "Ü"],
])("still knows the first version's hash of %j %j %j", async (...claim) => {
  const hash = createHash("sha256").update(claim.join(" ")).digest();
  expect(await hashInSql(null, ...claim)).toEqual(hash);
});
