import { generate } from "selfsigned";
import { siteNames, sites } from "./sites";

/** A certificate for the production names, made anew at each start; nobody is meant to trust it. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const names = siteNames.map((name) => sites[name].host);
  const { private: key, cert } = await generate([{ name: "commonName", value: "Larder sandbox" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) }],
  });
  return { key, cert };
}
