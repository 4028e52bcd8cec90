import { createHash, randomBytes } from "node:crypto";

/** Creates a cookie token of 256 random bits. The database stores only its hash. */
export const newToken = () => randomBytes(32).toString("base64url");

/** Hashes a token for the database, with SHA-256. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest();
