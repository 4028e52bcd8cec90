// Sets up what the doctor looks at: PostgreSQL, a mail server and a proxy with TLS, an identity provider, a worker.
import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import onHeaders from "on-headers";
import { Client } from "pg";
import { generate } from "selfsigned";
import { SMTPServer } from "smtp-server";
import { cleanEnvironment } from "@/launcher/environment";
import { migrate } from "@/launcher/migrate";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { chooseIdentity } from "@/launcher/postgres-files";
import { startWorkerWith } from "@/launcher/worker";
import { declareBuild } from "@/lib/env";
import { start, stop as stopStandIn } from "@/sandbox/visitor";
import { createFront } from "@/server/front";
import { readManifest } from "@/server/manifest";
import { setSettings, testSettings } from "./stage";

const days = 86_400_000;
const programs = process.env.TEST_PROGRAMS ?? "";

/** What the command printed: by topic, and the lines with faults and warnings. */
export type Report = { code: number; text: string; sections: Record<string, string>; bad: string[] };

/** Makes a certificate that is its own authority. @returns it with the files of key and certificate */
async function makeCertificate(directory: string, host: string) {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    notAfterDate: new Date(Date.now() + 100 * days),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
  });
  const { uid, gid } = chooseIdentity(directory);
  const write = (name: string, content: string) => {
    const file = path.join(directory, name);
    writeFileSync(file, content, { mode: 0o600 });
    for (const each of [file, directory]) if (uid && gid) chownSync(each, uid, gid);
    return file;
  };
  return { key, cert, keyFile: write(`${host}.key`, key), certFile: write(`${host}.crt`, cert) };
}

type Listening = {
  listen(port: number, host: string, done: () => void): unknown;
  address(): AddressInfo | string | null;
};

/** @returns the port */
async function listen(server: Listening): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/**
 * Starts an installation in which all is right.
 * @param answerVersion the portal's handler of /api/health/version
 */
export async function startDoctorStage(answerVersion: () => Response) {
  const directory = mkdtempSync(path.join(os.tmpdir(), "larder-doctor-"));
  const inDirectory = (name: string) => path.join(directory, name);
  const { key, cert, keyFile, certFile } = await makeCertificate(directory, "localhost");
  const other = await makeCertificate(directory, "elsewhere.example");
  const tls = { ssl: "on", ssl_cert_file: certFile, ssl_key_file: keyFile };
  const postgres = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN, tls);
  await migrate(postgres.ownerUrl);
  const admin = new Client({ connectionString: postgres.adminUrl.replace(/postgres$/, "larder") });
  await admin.connect();

  const smtp = new SMTPServer({
    ...{ key, cert, authOptional: false },
    onAuth: ({ username, password }, _session, done) =>
      password === "right" ? done(null, { user: username }) : done(new Error("Wrong password")),
  });
  const smtpPort = await listen(smtp.server);

  declareBuild(readManifest(programs));
  const proxy = createServer({ key, cert });
  const portalUrl = `https://localhost:${await listen(proxy)}`;
  setSettings({ NEXTAUTH_URL: portalUrl, TRUSTED_PROXIES: "1" });
  const front = createFront(
    async (request, response) => {
      const answer =
        request.url === "/api/health/version" ? answerVersion() : new Response("", { status: 404 });
      response.statusCode = answer.status;
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.end(await answer.text());
    },
    { isEnding: false, inProgress: 0 },
  );
  const stage = { spoil: (_: ServerResponse): void => {} };
  proxy.on("request", (request, response) => {
    // Called after the front's own, since it is the first.
    onHeaders(response, () => stage.spoil(response));
    front.emit("request", request, response);
  });

  const person = { subject: "10", name: "Ada", email: "ada@example.com", emailVerified: true, locale: "en" };
  writeFileSync(inDirectory("people.json"), JSON.stringify([{ ...person, about: "" }]));
  const provider = await start(
    ...(["sandbox/identity/main.ts", "--port", "0", "--people", inDirectory("people.json")] as const),
    ...[
      "--client-id",
      "larder",
      "--client-secret",
      "secret",
      "--redirect-uri",
      `${portalUrl}/api/auth/callback/oidc`,
    ],
    ...["--post-logout-redirect-uri", `${portalUrl}/`],
  );
  const settings: Record<string, string> = {
    ...testSettings,
    NEXTAUTH_URL: portalUrl,
    TRUSTED_PROXIES: "1",
    NODE_EXTRA_CA_CERTS: certFile,
    DATABASE_URL: `${postgres.appUrl.replace("127.0.0.1", "localhost")}?sslmode=verify-full`,
    OIDC_ISSUER: String(provider.ready.issuer),
    SMTP_URL: `smtp://mailer:right@localhost:${smtpPort}?requireTLS=true`,
    MAIL_FROM: "devices@example.com",
  };
  const workerEnv = { ...cleanEnvironment(), ...settings };
  const worker = await startWorkerWith(workerEnv, inDirectory("worker.log"), programs);

  /** Runs the command. @param change of the settings */
  async function examine(change: Record<string, string> = {}): Promise<Report> {
    // Without an answer about a name, the resolver gives up before the doctor does.
    const env = { ...cleanEnvironment(), RES_OPTIONS: "timeout:1 attempts:1", ...settings, ...change };
    const program = [path.join(programs, "doctor.js")];
    const { code, text } = await new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, program, { env, cwd: directory }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, text: `${out}${err}` }),
      );
    });
    const parts = text.replace(/\d+ of \d+ connections/, "connections").split("\n\n");
    return {
      ...{ code, text },
      sections: Object.fromEntries(parts.map((part) => [part.split("\n")[0] ?? "", part])),
      bad: text.split("\n").filter((line) => /^ {2}[✗!]/.test(line)),
    };
  }

  async function stop(): Promise<void> {
    await worker.stop();
    await stopStandIn(provider);
    await new Promise<void>((resolve) => smtp.close(resolve));
    proxy.closeAllConnections();
    proxy.close();
    await admin.end();
    await postgres.stop();
    rmSync(directory, { recursive: true });
  }

  return Object.assign(stage, {
    admin,
    postgres,
    settings,
    worker,
    inDirectory,
    examine,
    stop,
    otherAuthority: other.certFile,
  });
}
