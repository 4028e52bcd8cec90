// The demo's fictional partner, and people who cover every situation the portal handles.
import { createHash } from "node:crypto";
import { demoModels } from "./demo-models";

/** A device's name and its model's position in demoModels. */
type Owned = [name: string, model: number];

export type DemoPerson = {
  subject: string;
  name: string;
  email: string;
  emailVerified: boolean;
  country?: string;
  locale: string;
  roles?: string[];
  about: string;
};

const rooms = [
  "Barn loft",
  "Garden room",
  "Harbour view",
  "Mill house",
  "Old dairy",
  "Orchard room",
  "Stable",
  "Tower",
];
const forty: Owned[] = rooms.flatMap((room): Owned[] => [
  [`${room} coffee`, 1],
  [`${room} jug`, 3],
  [`${room} washing`, 4],
  [`${room} air`, 6],
  [`${room} vacuum`, 2],
]);

const makePerson = (
  subject: string,
  name: string,
  locale: string,
  country: string | undefined,
  about: string,
): DemoPerson => ({
  subject,
  name,
  email: `${subject}@example.com`,
  // One unverified address, which the portal must not store.
  emailVerified: subject !== "thabo",
  country,
  locale,
  about,
});

export const demoPeople: DemoPerson[] = [
  makePerson("emily", "Emily Carter", "en-US", "US", "United States, 5 devices"),
  makePerson("jonas", "Jonas Weber", "de-DE", "DE", "Germany, 4 devices, two of one model"),
  makePerson("hana", "佐藤 花", "ja-JP", "JP", "Japan, 3 devices"),
  makePerson("oliver", "Oliver Hughes", "en-GB", "GB", "United Kingdom, one device"),
  makePerson("margaret", "Margaret Hollis", "en-GB", "GB", "United Kingdom, 40 devices"),
  makePerson("priya", "Priya Nair", "en-IN", "IN", "India, one of two models is offered there"),
  makePerson("thabo", "Thabo Mokoena", "en-ZA", "ZA", "South Africa, a country without a region"),
  makePerson("camille", "Camille Moreau", "fr", undefined, "country unknown: the portal asks"),
  makePerson("sofia", "Sofia Rossi", "it-IT", "IT", "Italy, no devices"),
  { ...makePerson("sam", "Sam Okafor", "en-GB", undefined, "support"), roles: ["support"] },
  { ...makePerson("ada", "Ada Lindqvist", "en-GB", undefined, "administrator"), roles: ["admin"] },
];

/** The demo devices by owner. */
export const demoDevices: Record<string, Owned[]> = {
  emily: [
    ["Kitchen printer", 0],
    ["Morning coffee", 1],
    ["Hallway vacuum", 2],
    ["Biscuit’s bowl", 5],
    ["Bedroom air", 6],
  ],
  jonas: [
    ["Drucker im Arbeitszimmer", 0],
    ["Drucker im Flur", 0],
    ["Kaffeemaschine", 1],
    ["Waschmaschine im Keller", 4],
  ],
  hana: [
    ["リビングの空気清浄機", 6],
    ["浄水ポット", 3],
    ["プリンター", 0],
  ],
  oliver: [["Coffee machine", 1]],
  margaret: forty,
  priya: [
    ["Study printer", 0],
    ["Balcony coffee", 1],
  ],
  thabo: [
    ["Robot", 2],
    ["Filter jug", 3],
  ],
  camille: [
    ["Cafetière", 1],
    ["Imprimante", 0],
  ],
};

/** Returns the id of the model at a position in demoModels. */
export const getModelId = (position: number) => (demoModels[position] as (typeof demoModels)[number]).modelId;

/** Derives a device's serial number from its owner and its position in `demoDevices`. */
export const deriveSerial = (subject: string, index: number) =>
  `${subject.toUpperCase()}-${String(index + 1).padStart(4, "0")}`;

/** Derives a unit's claim code in the real format, but repeatable: a real one is random. */
export const deriveClaimCode = (serial: string) =>
  [...createHash("sha256").update(serial).digest().subarray(0, 10)]
    .map((byte) => "23456789ABCDEFGHJKMNPQRSTVWXYZ"[byte % 30])
    .join("");

type Unit = { modelId: string; serial: string };

/** Units without an owner, for trying out "Add a device". */
export const demoFreeUnits: Unit[] = [
  { modelId: getModelId(1), serial: "HB-2026-0001" },
  { modelId: getModelId(6), serial: "HB-2026-0002" },
  { modelId: getModelId(0), serial: "HB-2026-0003" },
];

/** All units the demo partner made. */
export const demoUnits: Unit[] = [
  ...Object.entries(demoDevices).flatMap(([subject, owned]) =>
    owned.map(([, model], index) => ({ modelId: getModelId(model), serial: deriveSerial(subject, index) })),
  ),
  ...demoFreeUnits,
];

/** The partner's registrations at Amazon, for the sandbox. */
export const demoCatalogue = {
  vendorCode: "HEARTHBY",
  models: demoModels.map(({ modelId, vendorCode, name, slots }) => ({
    modelId,
    vendorCode,
    name,
    sensors: [...new Set(slots.map(({ sensor }) => sensor))],
  })),
};

export const demoPartnerEnv: Record<string, string> = {
  PARTNER_NAME: "Hearthby",
  PARTNER_ACCENT: "#0f766e",
  PARTNER_LOGO: "/demo/hearthby-light.svg",
  PARTNER_LOGO_DARK: "/demo/hearthby-dark.svg",
  PARTNER_FAVICON: "/demo/favicon.svg",
  PARTNER_SHOP_URL: "https://hearthby.example/",
  PARTNER_SUPPORT_URL: "https://hearthby.example/help",
  PARTNER_IMPRINT_URL: "https://hearthby.example/imprint",
  PARTNER_PRIVACY_URL: "https://hearthby.example/privacy",
  PARTNER_TERMS_URL: "https://hearthby.example/terms",
  PARTNER_ACCESSIBILITY_URL: "https://hearthby.example/accessibility",
};
