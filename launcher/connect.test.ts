import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { generate } from "selfsigned";
import { afterAll, beforeAll, expect, it } from "vitest";
import { explainFailure, sayHindrance } from "@/lib/health";
import { connect } from "./connect";
import { type Postgres, startTemporaryPostgres } from "./postgres";
import { chooseIdentity } from "./postgres-files";

let server: Postgres;
const directory = mkdtempSync(path.join(os.tmpdir(), "larder-tls-"));
beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const { uid, gid } = chooseIdentity(directory);
  const write = (name: string, content: string) => {
    const file = path.join(directory, name);
    writeFileSync(file, content, { mode: 0o600 });
    for (const each of [file, directory]) if (uid && gid) chownSync(each, uid, gid);
    return file;
  };
  server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN, {
    ssl: "on",
    ssl_cert_file: write("server.crt", cert),
    ssl_key_file: write("server.key", key),
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

it("says what to set if nobody knows who signed the server's certificate", async () => {
  const failure: Error = await connect(`${server.appUrl}?sslmode=require`).then(
    () => expect.fail("connected"),
    (error) => error,
  );
  const advice = /self-signed certificate\. If your own .* set NODE_EXTRA_CA_CERTS/;
  expect(failure.message).toMatch(advice);
  expect(sayHindrance(explainFailure(failure.cause))).toMatch(advice);
});
