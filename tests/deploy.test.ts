// Checks that what stands in deploy/ and compose.yaml speaks of programs, settings and files that exist.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { programs } from "@/launcher/bundle";
import { root } from "@/launcher/paths";
import { readDockerfile } from "@/launcher/shapes/read-dockerfile";
import { readUnit } from "@/launcher/shapes/read-unit";
import { settingNames } from "@/lib/env";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");

type Service = {
  image: string;
  command?: string[];
  entrypoint?: string[];
  environment: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  read_only?: boolean;
  depends_on?: Record<string, { condition: string }>;
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };

const compose: Compose = parse(read("compose.yaml"), { merge: true });
const ours = Object.entries(compose.services).filter(([, { image }]) => image === "larder");

type Container = {
  args: string[];
  env?: { name: string; value: string }[];
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string }[];
};
type Resource = {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec: {
    replicas?: number;
    selector?: { matchLabels: object };
    template: {
      metadata: { labels: object };
      spec: { containers: Container[]; volumes: { name: string }[] };
    };
  };
};
const resources = readdirSync(path.join(root, "deploy/kubernetes")).flatMap((file) =>
  parseAllDocuments(read(`deploy/kubernetes/${file}`)).map((document): Resource => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  }),
);
const workloads = resources.filter(({ kind }) => ["Deployment", "Job"].includes(kind));

const isProgram = (name = "") => expect(Object.keys(programs)).toContain(name);
const areSettings = (names: string[]) =>
  expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);

it.each(ours)("compose: %s runs a program with settings and secrets that exist", (_, service) => {
  const { command, entrypoint, environment, secrets = [], read_only, depends_on } = service;
  isProgram(entrypoint?.at(-1) ?? command?.[0] ?? readDockerfile(path.join(root, "Dockerfile")).cmd[0]);
  areSettings(Object.keys(environment));
  const files = Object.values(environment).filter((value) => value.startsWith("/run/secrets/"));
  expect(files.map((file) => path.basename(file))).toEqual(secrets);
  expect(secrets.filter((name) => !compose.secrets[name])).toEqual([]);
  expect([read_only, Object.keys(depends_on ?? {})]).toEqual([
    true,
    [expect.stringMatching(/^(migrate|postgres)$/)],
  ]);
});

it("compose: every file of the repository is there", () => {
  const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
  const files = mounts.flatMap((mount) => (mount.startsWith("./deploy/") ? (mount.split(":")[0] ?? "") : []));
  expect(files.length).toBe(3);
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it("compose: only the migration has the owner's address, and only the purge the purge role's", () => {
  const having = (name: string) =>
    ours.filter(([, { secrets }]) => secrets?.includes(name)).map(([service]) => service);
  expect([having("owner_url"), having("purge_url")]).toEqual([["migrate"], ["audit-purge"]]);
});

it("Kubernetes: three workloads, whose selectors find their own pods", () => {
  const names = workloads.map(({ metadata }) => metadata.name).sort();
  expect(names).toEqual(["larder-migrate", "larder-portal", "larder-worker"]);
  for (const { spec } of workloads)
    if (spec.selector) expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
});

it.each(workloads)("Kubernetes: $metadata.name runs a program on a read-only root", ({ spec }) => {
  const [container] = spec.template.spec.containers as [Container];
  isProgram(container.args[0]);
  areSettings((container.env ?? []).map(({ name }) => name));
  expect(container.securityContext).toMatchObject({
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
  });
  expect(spec.template.spec.volumes.map(({ name }) => name)).toEqual(
    container.volumeMounts.map(({ name }) => name),
  );
});

it("Kubernetes: the settings exist", () => {
  areSettings(resources.flatMap(({ data = {} }) => Object.keys(data)));
});

it.each(readdirSync(path.join(root, "deploy/systemd")))("systemd: %s runs a program, confined", (file) => {
  const { exec, user, service, env } = readUnit(path.join(root, "deploy/systemd", file), {
    i: "3001",
    d: "/x",
  });
  isProgram(path.basename(exec.at(-1) ?? "", ".js"));
  areSettings(Object.keys(env).filter((name) => name !== "NODE_ENV"));
  const { ProtectSystem, NoNewPrivileges, CapabilityBoundingSet } = service;
  expect([user, ProtectSystem, NoNewPrivileges, CapabilityBoundingSet]).toEqual([
    "larder",
    "strict",
    "yes",
    "",
  ]);
});
