import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a cookie. The database only ever gets its hash. */
export const newToken = () => randomBytes(32).toString("base64url");

/** What the database keeps of a token: its SHA-256. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest();
