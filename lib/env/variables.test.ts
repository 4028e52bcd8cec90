import { expect, it } from "vitest";
import { about } from "./about";
import { groups, secretNames, settingNames, variableNames, variables } from "./variables";

it("puts every setting into one group, in the groups' order", () => {
  expect(groups.flatMap(({ settings }) => Object.keys(settings))).toEqual(variableNames);
});

it.each(variableNames)("%s says in full sentences what it means, and how to get a value", (name) => {
  const known = about.get(variables.shape[name]);
  if (!known) throw new Error(`${name} is not documented.`);
  expect(known.meaning).toMatch(/^[A-Z`].+\.( [A-Z`].+\.)?$/);
  if ("example" in known) expect(variables.shape[name].safeParse(known.example).success).toBe(true);
  else expect(known.source).not.toBe("");
});

it("takes secrets from files, too", () => {
  expect(secretNames).toEqual([
    "NEXTAUTH_SECRET",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_PURGE_URL",
    "OIDC_CLIENT_SECRET",
    "SMTP_URL",
    "OTEL_EXPORTER_OTLP_HEADERS",
  ]);
  expect(settingNames).toEqual(
    expect.arrayContaining([...variableNames, "NEXTAUTH_SECRET_FILE", "SMTP_URL_FILE", "SETTINGS_FILE"]),
  );
});
