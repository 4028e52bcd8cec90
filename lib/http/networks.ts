import { isIPv4, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** "[2001:db8::1]:443" and "192.0.2.1:80" without port and brackets. */
const bare = (address: string) => address.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");

/** The first groups of an IPv6 address. */
function prefixOf(address: string, count: number): string {
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

/**
 * The address that a request comes from; null where none is known. What a proxy that is not ours wrote into
 * X-Forwarded-For stands left of what ours added, and is not looked at.
 */
function readAddress(headers: Headers): string | null {
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => bare(part.trim()));
  const address = chain.at(-env().TRUSTED_PROXIES) ?? chain[0] ?? "";
  const mapped = address.match(/^::ffff:([\d.]+)$/i)?.[1] ?? address;
  return isIPv4(mapped) || isIPv6(mapped) ? mapped : null;
}

/** The network that a request comes from, for limits: an IPv4 address, or what one household or office has of IPv6. */
export function readNetwork(headers: Headers): string {
  const address = readAddress(headers);
  if (!address) return "unknown";
  return isIPv4(address) ? address : prefixOf(address, 4);
}

/** The same for the audit: by setting the whole address, the network of many (the default), or null. */
export function readAuditNetwork(headers: Headers): string | null {
  const { AUDIT_ADDRESS } = env();
  const address = readAddress(headers);
  if (!address || AUDIT_ADDRESS === "none") return null;
  if (AUDIT_ADDRESS === "full") return address;
  return isIPv4(address) ? address.replace(/\d+$/, "0/24") : `${prefixOf(address, 3)}::/48`;
}
