import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits, EnvError, parseEnv } from "@/lib/env";
import { createTestStage, type TestStage, testSettings } from "@/tests/stage";
import { consume } from "./consume";
import type { Limit } from "./limiter";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage({ LIMITS: "code-pair=2 claim-pair=11" });
});
afterAll(() => portal.stop());

const countAllowed = async (limit: Limit) => {
  let allowed = 0;
  while ((await consume(limit, "a")).ok) allowed += 1;
  return allowed;
};

it("counts by the setting, and by the table where it says nothing", async () => {
  expect(await countAllowed("code-pair")).toBe(2);
  expect(await countAllowed("claim-pair")).toBe(11);
  expect(await countAllowed("claim-customer")).toBe(20);
});

it("has the table that the document shows", () => {
  const periods = { minute: 60, hour: 3600, day: 86_400 };
  const rows = readFileSync("docs/limits.md", "utf8").matchAll(
    /^\| `([a-z-]+)` +\|.*\| (\d+) +\| (minute|hour|day) +\|$/gm,
  );
  const shown = [...rows].map(([, name, attempts, period]) => [
    name,
    [Number(attempts), periods[period as keyof typeof periods]],
  ]);
  expect(shown).toEqual(Object.entries(defaultLimits));
});

describe("LIMITS", () => {
  const read = (LIMITS: string) => {
    try {
      return parseEnv({ ...testSettings, LIMITS }).LIMITS;
    } catch (error) {
      return error instanceof EnvError ? error.faults.join() : error;
    }
  };

  it.each([
    ["", {}],
    [" code-network=120\n api-key=6000 ", { "code-network": 120, "api-key": 6000 }],
    ["api-key=300000 code-pair=1", { "api-key": 300_000, "code-pair": 1 }],
  ])("takes %j", (text, limits) => {
    expect(read(text)).toEqual(limits);
  });

  const names =
    /^LIMITS must be a list of name=number, .* of these names: code-known, code-pair, .* Example: code-network=120/;
  it.each([
    ["code-network", names],
    ["code=5", names],
    ["toString=5", names],
    ["code-network=5,api-key=6", /from 1 to 6000 for code-network/],
    ["=5", names],
    ["code-pair=5 code-pair=5", /must name code-pair once/],
    ["code-pair=0", /must have a whole number from 1 to 500 for code-pair/],
    ["code-pair=-1", /from 1 to 500/],
    ["code-pair=1.5", /from 1 to 500/],
    ["code-pair=1e2", /from 1 to 500/],
    ["code-pair=501", /from 1 to 500/],
    ["code-pair=", /from 1 to 500/],
    [`api-key=${"9".repeat(400)}`, /from 1 to 300000 for api-key/],
  ])("refuses %j", (text, fault) => {
    expect(read(text)).toMatch(fault);
  });
});
