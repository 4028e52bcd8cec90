import { expect, it } from "vitest";
import { EnvError } from "@/lib/env";
import { setSettings } from "@/tests/stage";
import { readProvider } from "./read-settings";

it("tells a provider that lacks a setting from none", () => {
  setSettings({ SIGN_IN: "email" });
  expect(readProvider()).toBeNull();
  for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]) {
    setSettings({ SIGN_IN: "oidc", [name]: "" });
    expect(readProvider, name).toThrow(EnvError);
  }
});
