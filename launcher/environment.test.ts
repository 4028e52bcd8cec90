import { devNull } from "node:os";
import { afterEach, expect, it, vi } from "vitest";
import { cleanEnvironment } from "./environment";
import { buildPortalEnvironment } from "./portal";

afterEach(() => vi.unstubAllEnvs());

const shell = {
  NEXTAUTH_SECRET_FILE: "/run/secret",
  SMTP_URL: "smtp://mail.example.com",
  PORT: "3100",
  LOG_LEVEL: "debug",
};

it("keeps a developer's settings and settings file away from demo and tests", () => {
  for (const [name, value] of Object.entries({ ...shell, SETTINGS_FILE: "/etc/larder.env", EDITOR: "vi" }))
    vi.stubEnv(name, value);
  const clean = cleanEnvironment();
  expect(clean).toMatchObject({ SETTINGS_FILE: devNull, EDITOR: "vi" });
  for (const name of Object.keys(shell)) expect(clean).not.toHaveProperty(name);

  const portal = buildPortalEnvironment({
    port: 3000,
    databaseUrl: "postgres://127.0.0.1",
    sandbox: { eu: "", na: "", fe: "", app: "", issuer: "", smtp: "smtp://127.0.0.1" },
    vendorCode: "V1",
    clientSecret: "secret",
    secret: "secret",
  });
  expect(portal).toMatchObject({
    SETTINGS_FILE: devNull,
    NEXTAUTH_SECRET: "secret",
    SMTP_URL: "smtp://127.0.0.1",
    PORT: "3000",
  });
  for (const name of ["NEXTAUTH_SECRET_FILE", "LOG_LEVEL"]) expect(portal).not.toHaveProperty(name);
});
