import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";

beforeEach(() => vi.resetModules());

/** The connection always comes from the proxy on this machine. */
const createHeaders = (forwarded: string | null) =>
  new Headers({ "x-larder-peer": "127.0.0.1", ...(forwarded !== null && { "x-forwarded-for": forwarded }) });

const readNetwork = async (forwarded: string | null, proxies = "1") => {
  setSettings({ TRUSTED_PROXIES: proxies });
  const { readNetwork } = await import("./networks");
  return readNetwork(createHeaders(forwarded));
};

it.each([
  ["192.0.2.1", "192.0.2.1"],
  ["192.0.2.1:4711", "192.0.2.1"],
  ["203.0.113.9, 192.0.2.1", "192.0.2.1"],
  [" 203.0.113.9 ,192.0.2.1 ", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2"],
  ["[2001:db8:1:2::9]:443", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["2001:db8:1:2:3:4:5::", "2001:db8:1:2"],
  ["unknown", "unknown"],
  ["", "unknown"],
  [null, "127.0.0.1"],
  ["<script>", "unknown"],
])("reads %j as %s", async (header, network) => expect(await readNetwork(header)).toBe(network));

it.each([
  ["0", "127.0.0.1"],
  ["1", "192.0.2.1"],
  ["2", "198.51.100.7"],
  ["3", "203.0.113.9"],
  // Fewer entries than proxies: the entry nearest to the client.
  ["4", "203.0.113.9"],
])("skips exactly the entries of %s trusted proxies", async (proxies, network) =>
  expect(await readNetwork("203.0.113.9, 198.51.100.7, 192.0.2.1", proxies)).toBe(network),
);

it.each([
  ["short", "192.0.2.77", "192.0.2.0/24"],
  ["short", "203.0.113.9, ::ffff:192.0.2.77", "192.0.2.0/24"],
  ["short", "2001:db8:1:2:3::4", "2001:db8:1::/48"],
  ["short", "2001:db8::1", "2001:db8:0::/48"],
  ["full", "192.0.2.77", "192.0.2.77"],
  ["full", "2001:db8:1:2:3::4", "2001:db8:1:2:3::4"],
  ["none", "192.0.2.77", null],
  ["short", "unknown", null],
  ["full", null, "127.0.0.1"],
])("with AUDIT_ADDRESS %s the audit keeps of %j: %j", async (setting, header, kept) => {
  setSettings({ AUDIT_ADDRESS: setting });
  const { readAuditNetwork } = await import("./networks");
  expect(readAuditNetwork(createHeaders(header))).toBe(kept);
});
