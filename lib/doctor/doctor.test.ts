// Tests npm run doctor: the command of the build, on everything that it checks, each thing broken once.
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/api/health/version/route";
import { type Report, startDoctorStage } from "@/tests/doctor-stage";
import { testSettings } from "@/tests/stage";

let stage: Awaited<ReturnType<typeof startDoctorStage>>;
let healthy: Report;
beforeAll(async () => {
  stage = await startDoctorStage(GET);
  healthy = await stage.examine();
}, 120_000);
afterAll(() => stage.stop());

/** Lists the topics that say something else than they do when all is stage.settings. */
const listChanged = ({ sections }: Report) =>
  Object.keys(healthy.sections).filter(
    (title) => !title.startsWith("Faults") && sections[title] !== healthy.sections[title],
  );

it("finds nothing to do where all is right, and names no secret", () => {
  expect(healthy.text).toMatch(/\n\nFaults: 0\. Warnings: 0\.\n$/);
  expect([healthy.code, healthy.bad]).toEqual([0, []]);
  const passwords = [stage.postgres.appUrl, stage.settings.SMTP_URL].map(
    (url) => new URL(url ?? "").password,
  );
  for (const secret of [...passwords, testSettings.NEXTAUTH_SECRET])
    expect(healthy.text).not.toContain(secret);
  expect(healthy.text.match(/^ {2}✓/gm)?.length).toBeGreaterThan(25);
});

const store = ["Database", "Identity provider", "Data", "Worker"];
const withUrl = (key: string, parts: Partial<URL>) => {
  const url = Object.assign(new URL(stage.settings[key] ?? ""), parts);
  return { [key]: key === "NEXTAUTH_URL" ? url.origin : url.href };
};

describe("a setting", () => {
  it.each<[string, () => Record<string, string>, RegExp, string[]]>([
    ["that is missing", () => ({ PARTNER_NAME: "" }), /PARTNER_NAME is missing/, ["Settings"]],
    [
      "that is misspelt in the file",
      () => {
        writeFileSync(stage.inDirectory("larder.env"), "PARTNER_NAM=x\n");
        return { SETTINGS_FILE: stage.inDirectory("larder.env") };
      },
      /PARTNER_NAM in .* is not a setting/,
      ["Settings"],
    ],
    [
      "for the texts that names no file",
      () => ({ PARTNER_TEXTS: stage.inDirectory("none.json") }),
      /PARTNER_TEXTS/,
      ["Settings"],
    ],
    [
      "with the wrong password of the database",
      () => withUrl("DATABASE_URL", { password: "wrong" }),
      /password authentication failed.*→ Correct the role or the password/,
      store,
    ],
    [
      "with a database that does not exist",
      () => withUrl("DATABASE_URL", { pathname: "/nowhere" }),
      /"nowhere" does not exist.*→ Create the database/,
      store,
    ],
    [
      "with a host that nobody knows",
      () => withUrl("DATABASE_URL", { hostname: "db.invalid" }),
      /db\.invalid.*→ Correct the host/,
      store,
    ],
    [
      "with a port where nothing listens",
      () => withUrl("DATABASE_URL", { port: "9" }),
      /ECONNREFUSED.*→ Start PostgreSQL/,
      store,
    ],
    [
      "with a server without TLS",
      () => ({ DATABASE_URL: `${process.env.TEST_DATABASE_APP_URL}?sslmode=require` }),
      /does not support SSL connections.*→ Turn on ssl/,
      store,
    ],
    [
      "with the certificate of another authority",
      () =>
        withUrl("DATABASE_URL", {
          search: `sslmode=verify-full&sslrootcert=${stage.otherAuthority}`,
        }),
      /self-signed certificate.*→ If your own .* set NODE_EXTRA_CA_CERTS/,
      store,
    ],
    [
      "with a host that the certificate does not name",
      () => withUrl("DATABASE_URL", { hostname: "127.0.0.1" }),
      /does not match certificate's altnames.*→ Use a host name that the certificate has/,
      store,
    ],
    [
      "with the certificate of an authority that is missing",
      () =>
        withUrl("DATABASE_URL", {
          search: `sslmode=verify-full&sslrootcert=${stage.inDirectory("none.crt")}`,
        }),
      /no such file.*none\.crt.*→ Correct sslrootcert/,
      store,
    ],
    [
      "with the wrong password of the mail server",
      () => withUrl("SMTP_URL", { password: "wrong" }),
      /takes no mail: EAUTH.*→ Correct the user and the password/,
      ["Mail server"],
    ],
    [
      "with a mail server that the certificate does not name",
      () => withUrl("SMTP_URL", { hostname: "127.0.0.1" }),
      /altnames.*→ Use a host name/,
      ["Mail server"],
    ],
    [
      "with a mail server that does not listen",
      () => withUrl("SMTP_URL", { port: "9" }),
      /ECONNREFUSED.*→ Correct the host and the port/,
      ["Mail server"],
    ],
    [
      "with the wrong secret of the client",
      () => ({ OIDC_CLIENT_SECRET: "wrong" }),
      /does not know the client larder.*→ Correct OIDC_CLIENT_ID or OIDC_CLIENT_SECRET/,
      ["Identity provider"],
    ],
    [
      "with the path of another issuer",
      () => ({ OIDC_ISSUER: `${stage.settings.OIDC_ISSUER}/realm` }),
      /answers with status 404.*→ Correct OIDC_ISSUER/,
      ["Identity provider"],
    ],
    [
      "with an algorithm that the provider does not use",
      () => ({ OIDC_SIGNING_ALGORITHM: "ES256" }),
      /does not sign with ES256.*→ Set OIDC_SIGNING_ALGORITHM/,
      ["Identity provider"],
    ],
    [
      "with a public address where nothing listens",
      // Not 9, which fetch refuses by itself, and none that the system gives to somebody else.
      () => withUrl("NEXTAUTH_URL", { port: "20009" }),
      /https:\/\/localhost:20009 cannot be reached.*ECONNREFUSED/,
      // Its notes name the addresses to register.
      ["Identity provider", "Public address"],
    ],
    [
      "with a public address where something else listens",
      () => ({ NEXTAUTH_URL: stage.settings.OIDC_ISSUER ?? "" }),
      /status 404 and is not this portal.*→ Have the proxy pass/,
      ["Identity provider", "Public address"],
    ],
  ])("%s", async (_, change, line, topics) => {
    const report = await stage.examine(change());
    expect(report.bad, report.text).toEqual([expect.stringMatching(line)]);
    expect([report.code, listChanged(report)]).toEqual([1, topics]);
    expect(report.text).not.toContain(new URL(stage.postgres.appUrl).password);
  });
});

const audit = "on audit_events";
const role = "larder_app";
describe("a database", () => {
  it.each<[string, string, string, RegExp, string[]]>([
    [
      "without pg_trgm",
      "drop extension pg_trgm cascade",
      "create extension pg_trgm; create index customer_search_text on customer_search using gin (text gin_trgm_ops)",
      /pg_trgm is missing.*→ .*create extension pg_trgm/,
      ["Database"],
    ],
    [
      "without the role of the purge",
      "alter role larder_purge rename to somebody",
      "alter role somebody rename to larder_purge",
      /larder_purge is missing.*→ Create it/,
      ["Database"],
    ],
    [
      "of a newer build",
      "insert into schema_levels values (900, 900)",
      "delete from schema_levels where level = 900",
      /serves builds from level 900.*→ Start a newer build/,
      ["Database"],
    ],
    [
      "of an older build",
      "create table kept as select * from schema_levels; delete from schema_levels where level = (select max(level) from kept)",
      "insert into schema_levels select * from kept except select * from schema_levels; drop table kept",
      /is at level .*→ Run the migration/,
      store,
    ],
    [
      "with a right missing",
      `revoke insert on devices from ${role}`,
      `grant insert on devices to ${role}`,
      /may not read and write devices.*→ Grant/,
      ["Database"],
    ],
    [
      "whose role is a superuser",
      `alter role ${role} superuser`,
      `alter role ${role} nosuperuser`,
      /is a superuser.*→ Have DATABASE_URL name/,
      ["Database"],
    ],
    [
      "whose role owns tables",
      `alter table secrets owner to ${role}`,
      `alter table secrets owner to larder_owner; grant select, insert, update, delete on secrets to ${role}`,
      /owns the tables/,
      ["Database"],
    ],
    [
      "whose role may create tables",
      `grant create on schema public to ${role}`,
      `revoke create on schema public from ${role}`,
      /may create tables/,
      ["Database"],
    ],
    [
      "whose role may change the audit",
      `grant delete ${audit} to ${role}`,
      `revoke delete ${audit} from ${role}`,
      /may change or delete audit events.*→ .*revoke/,
      ["Database"],
    ],
    [
      "whose audit is unguarded",
      "alter table audit_events disable trigger audit_events_keep",
      "alter table audit_events enable always trigger audit_events_keep",
      /audit_events_keep.*missing or off/,
      ["Database"],
    ],
    [
      "that cannot purge the audit",
      `revoke delete ${audit} from larder_purge`,
      `grant delete ${audit} to larder_purge`,
      /may not purge.*→ .*grant select, insert, delete/,
      ["Database"],
    ],
  ])("%s", async (_, breakIt, mend, line, topics) => {
    await stage.admin.query(breakIt);
    const report = await stage.examine().finally(() => stage.admin.query(mend));
    expect(report.bad, report.text).toEqual([expect.stringMatching(line)]);
    expect(listChanged(report)).toEqual(topics);
    expect(report.code).toBe(1);
  });
});

describe("a proxy", () => {
  it.each<[string, (typeof stage)["spoil"], RegExp]>([
    [
      "that drops Strict-Transport-Security",
      (response) => response.removeHeader("strict-transport-security"),
      /✗ Strict-Transport-Security is missing/,
    ],
    ["that caches", (response) => response.setHeader("age", "7"), /✗ A cache between answers/],
    [
      "that lets answers be stored",
      (response) => response.setHeader("cache-control", "public"),
      /✗ Cache-Control: no-store gets lost/,
    ],
    [
      "that redirects",
      (response) => {
        response.statusCode = 302;
      },
      /✗ .* answers with status 302/,
    ],
  ])("%s", async (_, change, line) => {
    stage.spoil = change;
    const report = await stage.examine().finally(() => {
      stage.spoil = () => {};
    });
    expect(report.bad, report.text).toEqual([expect.stringMatching(line)]);
    expect([report.code, listChanged(report)]).toEqual([1, ["Public address"]]);
  });
});

it("warns of a customer who can never sign in, which is no fault", async () => {
  await stage.admin.query("insert into customers (name) values ('Nobody')");
  const report = await stage.examine().finally(() => stage.admin.query("delete from customers"));
  expect(report.bad).toEqual([
    expect.stringMatching(/! Customers who can never sign in.*: 1, such as [0-9a-f-]{36}/),
  ]);
  expect([report.code, listChanged(report)]).toEqual([0, ["Data"]]);
});

it("misses the worker, and says for how long its jobs have waited", async () => {
  await stage.worker.stop();
  await stage.admin.query(
    "insert into pgboss.job (name, data, start_after) values ('mail', '{}', now() - interval '2 minutes')",
  );
  const report = await stage.examine();
  expect(report.bad).toEqual([
    expect.stringMatching(/✗ No worker is connected.*→ Start the worker/),
    expect.stringMatching(/✗ Jobs in the queue mail: 1; the first has waited for 1\d\d s/),
  ]);
  expect([report.code, listChanged(report)]).toEqual([1, ["Worker"]]);
});
