import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findClient } from "@/lib/api-keys";
import { apiKeys } from "@/lib/db";
import { createTestStage, type TestStage } from "@/tests/stage";
import { keepReportKey } from "./report-key";

let portal: TestStage;
let folder: string;
beforeAll(async () => {
  portal = await createTestStage();
  folder = mkdtempSync(path.join(os.tmpdir(), "larder-key-"));
});
afterAll(async () => {
  await portal.stop();
  rmSync(folder, { recursive: true });
});

it("makes a key once, and another when it has ended or the database does not know it", async () => {
  const file = path.join(folder, "deep/report-key");
  const keep = () => keepReportKey(file, portal.database.ownerUrl);
  const first = await keep();
  expect(first.isFirst).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await findClient(first.text, null))?.client.scopes).toEqual(["reports:write"]);
  expect(await keep()).toEqual({ text: first.text, isFirst: false });

  await portal.db.update(apiKeys).set({ revokedAt: new Date() });
  const second = await keep();
  expect(second.isFirst).toBe(false);
  expect(second.text).not.toBe(first.text);
  expect(await findClient(second.text, null)).not.toBeNull();

  await portal.db.delete(apiKeys);
  const third = await keep();
  expect(third.isFirst).toBe(true);
  expect(await findClient(third.text, null)).not.toBeNull();
});
