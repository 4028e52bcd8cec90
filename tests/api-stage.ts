// Sets up tests of the API: a fresh database, a key that may do everything, and requests as a back end sends them.
import { createHash, randomBytes } from "node:crypto";
import { createApi } from "@/lib/api";
import { apiKeys } from "@/lib/db";
import type { Permission } from "@/lib/scope";
import { createTestStage } from "./stage";

export const everything: Permission[] = [
  "catalogue:write",
  "customers:write",
  "customers:export",
  "devices:write",
  "links:read",
  "reports:write",
];

/** `matchEmail`: whether the partner's systems verify addresses. */
type Sending = { key?: string; headers?: Record<string, string>; body?: string; matchEmail?: boolean };

export async function createApiStage() {
  const portal = await createTestStage();
  const origin = "https://devices.hearthby.test";
  const dash = {
    vendorCode: "V1",
    pathStyle: "template" as const,
    supplyPage: "sensor_tracking_selection" as const,
    endpoints: {
      EU: "https://drs-web-eu.amazon.co.uk",
      NA: "https://drs-web.amazon.com",
      FE: "https://drs-web.amazon.co.jp",
      app: "https://alexa.amazon.com/spa/index.html",
    },
    exitSchemes: ["acme-app"],
  };
  const settings = {
    address: origin,
    partner: "Hearthby",
    icon: "/favicon.svg",
    styles: [],
    launches: { dash, countryRegions: {}, exitUri: `${origin}/return`, hours: 4 },
    exitUris: ["acme-app://dash"],
    matchEmail: false,
    readingDays: 100,
    readNetwork: () => "192.0.2.0/24",
  };
  const api = createApi(settings);
  const matchingApi = createApi({ ...settings, matchEmail: true });

  /** @returns the key */
  async function addKey(
    scopes: Permission[],
    more: Partial<typeof apiKeys.$inferInsert> = {},
  ): Promise<string> {
    const key = `lk_${randomBytes(20).toString("hex")}`;
    const keyHash = createHash("sha256").update(key).digest();
    const expiresAt = new Date(Date.now() + 3600_000);
    await portal.db
      .insert(apiKeys)
      .values({ name: "Shop", keyHash, hint: "lk_", scopes, expiresAt, ...more });
    return key;
  }

  const key = await addKey(everything);
  const send = (
    method: string,
    path: string,
    { key: given = key, headers, body, matchEmail }: Sending = {},
  ) =>
    (matchEmail ? matchingApi : api)(
      new Request(`${origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${given}`, ...headers },
        body,
      }),
    );
  return { portal, api, origin, key, addKey, send, stop: () => portal.stop() };
}

export type ApiStage = Awaited<ReturnType<typeof createApiStage>>;
