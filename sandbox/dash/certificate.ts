import { createHash, X509Certificate } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { generate } from "selfsigned";
import { authorityOf } from "../shared/serve";
import { siteNames, sites } from "./sites";

/** Makes a certificate for the production names. It changes at each start and must not be trusted. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const names = siteNames.map((name) => sites[name].host);
  const { private: key, cert } = await generate([{ name: "commonName", value: "Larder sandbox" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }],
  });
  return { key, cert };
}

/**
 * Builds the flags that make a Chromium resolve the production names to this sandbox and accept this one
 * certificate. They include a profile, because otherwise the browser ignores the certificate's flag.
 */
export function browserFlags(cert: string, host: string, port: number): string[] {
  const publicKey = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  const rules = siteNames.map((name) => `MAP ${sites[name].host} ${authorityOf(host, port)}`);
  return [
    `--user-data-dir=${path.join(os.tmpdir(), `larder-sandbox-browser-${process.pid}`)}`,
    `--host-resolver-rules=${rules.join(", ")}`,
    `--ignore-certificate-errors-spki-list=${createHash("sha256").update(publicKey).digest("base64")}`,
  ];
}
