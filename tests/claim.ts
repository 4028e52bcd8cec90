// Lets e2e/, which may not import lib/, hash a claim code as the portal does.
export { hashClaimCode } from "@/lib/devices";
