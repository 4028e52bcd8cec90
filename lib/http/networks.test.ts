import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";

beforeEach(() => vi.resetModules());

const peer = "127.0.0.1";
const createHeaders = (forwarded: string | null) =>
  new Headers({ "x-larder-peer": peer, ...(forwarded !== null && { "x-forwarded-for": forwarded }) });

const readNetworks = async (forwarded: string | null, proxies = "1") => {
  setSettings({ TRUSTED_PROXIES: proxies });
  const { readNetworks } = await import("./networks");
  return readNetworks(createHeaders(forwarded));
};

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["192.0.2.1:4711", "192.0.2.1"],
  ["203.0.113.9, 192.0.2.1", "192.0.2.1"],
  [" 203.0.113.9 ,\t192.0.2.1 ", "192.0.2.1"],
  [`${"203.0.113.9,".repeat(10_000)}192.0.2.1`, "192.0.2.1"],
  ["[192.0.2.1]:80", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["[::FFFF:192.0.2.1]:4711", "192.0.2.1"],
  ["::ffff:c000:201", "192.0.2.1"],
  ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2"],
  ["[2001:db8:1:2::9]:443", "2001:db8:1:2"],
  ["[2001:db8:1:2::9]", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:db8:1:2::192.0.2.1", "2001:db8:1:2"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["[fe80::1%25eth0]:80", "fe80:0:0:0"],
  ["2001:db8:1:2:3:4:5::", "2001:db8:1:2"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0"],
])("reads %s as %s", async (header, network) => expect((await readNetworks(header)).network).toBe(network));

it.each([
  ["192.0.2.1", "192.0.2.1", null],
  ["::ffff:192.0.2.1", "192.0.2.1", null],
  ["2001:db8:1:2::1", "2001:db8:1:2", "2001:db8:1"],
  ["2001:db8:1:fedc::1", "2001:db8:1:fedc", "2001:db8:1"],
])("%s is in the network %s of the site %s", async (header, network, site) =>
  expect(await readNetworks(header)).toEqual({ network, site }),
);

it.each([
  ["0", peer],
  ["1", "192.0.2.1"],
  ["2", "198.51.100.7"],
  ["3", "203.0.113.9"],
])("skips exactly the entries of %s trusted proxies", async (proxies, network) =>
  expect((await readNetworks("203.0.113.9, 198.51.100.7, 192.0.2.1", proxies)).network).toBe(network),
);

it("does not believe a client without a proxy", async () => {
  for (const forged of ["192.0.2.1", "192.0.2.1, 192.0.2.2", ""])
    expect((await readNetworks(forged, "0")).network).toBe(peer);
});

it.each([
  [null, "1", 0],
  ["", "1", 0],
  [" ", "1", 0],
  ["203.0.113.9", "2", 1],
  ["203.0.113.9, 198.51.100.7, 192.0.2.1", "4", 3],
  ["203.0.113.9, unknown", "1", 2],
  ["203.0.113.9,", "1", 2],
  ["203.0.113.9,,192.0.2.1", "2", 3],
  ["_hidden", "1", 1],
  ["<script>", "1", 1],
  ["192.0.2.1.5", "1", 1],
  ["192.0.2.1 192.0.2.2", "1", 1],
  ["192.0.2.256", "1", 1],
  ["2001:db8::1::2", "1", 1],
  ["[2001:db8::1", "1", 1],
  ["%eth0", "1", 1],
  ["x,".repeat(10_000), "1", 10_001],
])(
  "takes the connection's address and warns, when %j does not fit %s proxies",
  async (header, proxies, entries) => {
    vi.stubGlobal("larderProxiesLoggedAt", undefined);
    const { log } = await import("@/lib/observability");
    const warn = vi.spyOn(log(), "warn").mockReturnValue();
    try {
      expect((await readNetworks(header, proxies)).network).toBe(peer);
      expect(warn.mock.calls).toEqual([[{ what: "proxies", entries, expected: Number(proxies) }]]);
    } finally {
      warn.mockRestore();
      vi.unstubAllGlobals();
    }
  },
);

it("warns once a minute", async () => {
  vi.useFakeTimers();
  vi.stubGlobal("larderProxiesLoggedAt", undefined);
  const { log } = await import("@/lib/observability");
  const warn = vi.spyOn(log(), "warn").mockReturnValue();
  try {
    for (const [milliseconds, warnings] of [
      [0, 1],
      [59_999, 1],
      [1, 2],
      [1, 2],
    ] as const) {
      vi.advanceTimersByTime(milliseconds);
      await readNetworks(null);
      expect(warn).toHaveBeenCalledTimes(warnings);
    }
  } finally {
    warn.mockRestore();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});

it.each([
  ["short", "192.0.2.77", "192.0.2.0/24"],
  ["short", "203.0.113.9, ::ffff:192.0.2.77", "192.0.2.0/24"],
  ["short", "2001:db8:1:2:3::4", "2001:db8:1::/48"],
  ["short", "2001:db8::1", "2001:db8:0::/48"],
  ["full", "192.0.2.77", "192.0.2.77"],
  ["full", "2001:db8:1:2:3::4", "2001:db8:1:2:3::4"],
  ["none", "192.0.2.77", null],
  ["short", "unknown", "127.0.0.0/24"],
  ["full", null, "127.0.0.1"],
])("with AUDIT_ADDRESS %s the audit keeps of %j: %j", async (setting, header, kept) => {
  setSettings({ AUDIT_ADDRESS: setting, TRUSTED_PROXIES: "1" });
  const { readAuditNetwork } = await import("./networks");
  expect(readAuditNetwork(createHeaders(header))).toBe(kept);
});
