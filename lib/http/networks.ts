import { isIPv4, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** Strips port and brackets, as in "[2001:db8::1]:443" and "192.0.2.1:80". */
const stripPort = (address: string) =>
  address.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** Returns the first groups of an IPv6 address. */
function takeGroups(address: string, count: number): string {
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::") ?? [];
  const groups = head.split(":").filter(Boolean);
  const missing = 8 - groups.length - tail.split(":").filter(Boolean).length;
  const full = address.includes("::")
    ? [...groups, ...Array(Math.max(missing, 0)).fill("0"), ...tail.split(":")]
    : groups;
  return full
    .slice(0, count)
    .map((group) => Number.parseInt(group || "0", 16).toString(16))
    .join(":");
}

/** The header in which the server passes on the address of the connection. A client's own value never arrives. */
export const peerHeader = "x-larder-peer";

/**
 * Reads the client's address; null if unknown. X-Forwarded-For ends with the entries of trusted proxies, then
 * comes the connection's own address. Entries further left can be forged, so they are ignored.
 */
function readAddress(headers: Headers): string | null {
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  const chain = [...forwarded, headers.get(peerHeader) ?? ""].map((part) => stripPort(part.trim()));
  const address = chain.at(-1 - env().TRUSTED_PROXIES) ?? chain[0] ?? "";
  const mapped = address.match(/^::ffff:([\d.]+)$/i)?.[1] ?? address;
  return isIPv4(mapped) || isIPv6(mapped) ? mapped : null;
}

/** Returns the client's network, for limits: an IPv4 address, or the IPv6 /64 of a household or office. */
export function readNetwork(headers: Headers): string {
  const address = readAddress(headers);
  if (!address) return "unknown";
  return isIPv4(address) ? address : takeGroups(address, 4);
}

/**
 * Returns the client's network for the audit. AUDIT_ADDRESS selects a /24 or /48 (default), the address, or
 * null.
 */
export function readAuditNetwork(headers: Headers): string | null {
  const { AUDIT_ADDRESS } = env();
  const address = readAddress(headers);
  if (!address || AUDIT_ADDRESS === "none") return null;
  if (AUDIT_ADDRESS === "full") return address;
  return isIPv4(address) ? address.replace(/\d+$/, "0/24") : `${takeGroups(address, 3)}::/48`;
}
