// The rules that no set-up here can break: other versions of PostgreSQL, wrong clocks, and chains of proxies.
import { expect, it } from "vitest";
import { judgeVersion } from "@/lib/health/find-hindrance";
import { judgeClock } from "@/lib/health/inspect-server";
import { checkForwarding } from "./check-proxy";

it.each([
  [90_624, "PostgreSQL 9,"],
  [130_000, "PostgreSQL 13,"],
  [140_013, "PostgreSQL 14,"],
  [149_999, "PostgreSQL 14,"],
  [150_000, null],
  [150_004, null],
  [180_001, null],
])("server_version_num %i", (version, named) => {
  const hindrance = judgeVersion(version);
  if (named) expect(hindrance?.what).toContain(`${named} and Larder needs 15 or newer`);
  else expect(hindrance).toBeNull();
});

it.each([
  [0, null],
  [5, null],
  [-5, null],
  [5.1, "is 5 s ahead of this machine's"],
  [-3600, "is 3600 s behind this machine's"],
])("a clock that is %d s ahead", (seconds, words) => {
  const { hindrance } = judgeClock("The database's", seconds);
  if (words) expect(hindrance?.what).toContain(words);
  else expect(hindrance).toBeNull();
});

it.each([
  ["", 0, "fine", "0 entries, as"],
  ["192.0.2.1", 1, "fine", "1 entry, as"],
  ["192.0.2.1, 10.0.0.1", 2, "fine", "2 entries, as"],
  ["", 1, "fault", "0 entries, and TRUSTED_PROXIES is 1"],
  ["192.0.2.1", 2, "fault", "1 entry, and"],
  ["192.0.2.1, 10.0.0.1", 1, "warning", "2 entries, and"],
  ["192.0.2.1", 0, "warning", "1 entry, and"],
])("X-Forwarded-For %j and TRUSTED_PROXIES=%i", (forwarded, trusted, state, words) => {
  const finding = checkForwarding(new Headers({ "x-forwarded-for": forwarded }), trusted);
  expect(finding).toMatchObject({ state, text: expect.stringContaining(words) });
  // What a client sent is nobody's business.
  expect(finding.text).not.toContain("192");
});
