// Lays out what the Dockerfile and the systemd units say, and makes programs of their lines.
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../paths";
import { type Postgres, startTemporaryPostgres } from "../postgres";
import { layOut, type Program, setWritable } from "./confine";
import { type Image, readDockerfile } from "./read-dockerfile";
import { readUnit } from "./read-unit";

export type Trial = {
  image: Image;
  postgres: Postgres;
  /** The image's own files. */
  directory: string;
  /** Where logs and settings are, outside the image. */
  scratch: string;
  /** Settings of the portal and the worker. */
  settings(port: number): Record<string, string>;
  /** What `docker run larder …` runs. */
  inImage(args: string[], env?: Record<string, string>): Program;
  healthcheck(env: Record<string, string>): Program;
  /** What `systemctl start …` runs. */
  inUnit(name: string, settings: Record<string, string>, instance?: string): Program;
  /** In bytes, above the base image. */
  size(): number;
  stop(): Promise<void>;
};

/** Prepares a trial of the build in dist/, with a database that has roles but no tables. */
export async function startTrial(): Promise<Trial> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "larder-shapes-"));
  chmodSync(scratch, 0o755);
  const image = readDockerfile(path.join(root, "Dockerfile"));
  const directory = path.join(scratch, "image");
  const place = (to: string) => path.join(directory, path.posix.resolve(image.workdir, to));
  for (const { from, to } of image.copies) layOut(path.join(root, from), place(to));
  setWritable(directory, false);
  const postgres = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);

  // Node is this one; the image's paths begin in its own directory.
  const rebase = (argv: string[]) =>
    argv.map((one) =>
      one === "node" ? process.execPath : one.startsWith(`${image.workdir}/`) ? place(one) : one,
    );
  const program = (argv: string[], env: Record<string, string>): Program => ({
    argv: rebase(argv),
    env: { ...image.env, ...env },
    cwd: place("."),
  });
  const inUnit: Trial["inUnit"] = (name, settings, instance) => {
    const credentials = path.join(scratch, `credentials-${name}-${instance ?? ""}`);
    const unit = readUnit(path.join(root, "deploy/systemd", name), { i: instance, d: credentials });
    mkdirSync(credentials, { recursive: true });
    for (const file of unit.credentials) {
      const lines = Object.entries(settings).map(([key, value]) => `${key}='${value}'\n`);
      writeFileSync(path.join(credentials, file), lines.join(""), { mode: 0o400 });
      if (process.getuid?.() === 0) chownSync(path.join(credentials, file), 65534, 65534);
    }
    const argv = unit.exec.map((one) =>
      one.endsWith("/node") ? process.execPath : one.replace(unit.workingDirectory, place("dist")),
    );
    return { argv, env: unit.env, cwd: place("dist") };
  };
  return {
    ...{ image, postgres, directory, scratch, inUnit },
    settings: (port) => ({
      PORT: String(port),
      NEXTAUTH_URL: `http://localhost:${port}`,
      NEXTAUTH_SECRET: "of a trial only, and long enough to be taken",
      DATABASE_URL: postgres.appUrl,
      SIGN_IN: "email",
      SMTP_URL: "smtp://127.0.0.1:9",
      MAIL_FROM: "devices@example.com",
      DASH_VENDOR_CODE: "TRIAL",
      PARTNER_NAME: "Hearthby",
    }),
    inImage: (args, env = {}) => program([...image.entrypoint, ...(args.length > 0 ? args : image.cmd)], env),
    healthcheck: (env) => program(image.healthcheck, env),
    size: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0),
    stop: async () => {
      await postgres.stop();
      setWritable(directory, true);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
