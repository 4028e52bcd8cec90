import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytea, id, moment, now } from "./columns";
import { areCountries } from "./countries";

/** Texts by BCP 47 tag. SQL reads them with `localize(texts, fallback, language)`. */
const texts = () => jsonb().$type<Record<string, string>>().notNull().default({});

/** Pictures of models. Nothing deletes them: an administrator can put an earlier state of a model back. */
export const pictures = pgTable(
  "pictures",
  {
    /** SHA-256 of the bytes, base64url. It is part of the address. */
    hash: text().primaryKey(),
    type: text({ enum: ["image/png", "image/jpeg", "image/webp"] }).notNull(),
    bytes: bytea().notNull(),
    createdAt: now(),
  },
  (table) => [
    check("picture_type", sql`${table.type} in ('image/png', 'image/jpeg', 'image/webp')`),
    check("picture_size", sql`octet_length(${table.bytes}) <= 200000`),
  ],
);

/** The partner's device models. */
export const deviceModels = pgTable(
  "device_models",
  {
    /** Amazon's model id. It is the key everywhere because links carry it. */
    modelId: text().primaryKey(),
    /** Amazon's vendor code; null means the configured one. */
    vendorCode: text(),
    /** Shown in languages that `names` lacks. */
    name: text().notNull(),
    names: texts(),
    /** Id of the symbol in public/devices.svg. */
    drawing: text().notNull().default("device"),
    /** Shown instead of the drawing. */
    picture: text().references(() => pictures.hash),
    /** ISO 3166-1 codes where the partner enabled smart reorders for this model. */
    countries: text().array().notNull().default(sql`array['US', 'GB', 'DE', 'FR', 'IT', 'ES', 'JP']`),
    /** How long without a reading is normal: an ISO 8601 duration of days and hours. */
    silentAfter: text(),
    /** What customers read while no reading has come; null means the built-in text. */
    noLevel: text(),
    noLevels: texts(),
    /** Whether customers read when a supply is expected to be used up. */
    forecast: boolean().notNull().default(true),
    /** When an administrator last confirmed that the model's links work at Amazon. */
    triedAt: moment(),
    createdAt: now(),
  },
  (table) => [
    // Rejects what lib/dash would refuse to put into a link, early enough for the partner to notice.
    check(
      "device_model_id",
      sql`${table.modelId} ~ '^[^[:space:][:cntrl:]]{1,128}$' and ${table.modelId} !~* '%[0-9a-f]{2}'`,
    ),
    check(
      "device_model_vendor",
      sql`${table.vendorCode} ~ '^[^[:space:][:cntrl:]]{1,128}$' and ${table.vendorCode} !~* '%[0-9a-f]{2}'`,
    ),
    check(
      "device_model_drawing",
      sql`${table.drawing} in ('printer', 'coffee-machine', 'robot-vacuum', 'water-filter', 'washing-machine',
        'pet-feeder', 'air-purifier', 'device')`,
    ),
    check("device_model_countries", areCountries(table.countries)),
    check(
      "device_model_silent_after",
      sql`${table.silentAfter} ~ '^P([0-9]{1,3}D)?(T[0-9]{1,3}H)?$' and ${table.silentAfter} <> 'P'`,
    ),
  ],
);

/** Consumables, each with one inventory sensor; the same for every unit of a model. */
export const slots = pgTable(
  "slots",
  {
    id: id(),
    modelId: text()
      .notNull()
      .references(() => deviceModels.modelId, { onDelete: "cascade" }),
    /** What the sensor is called in the partner's Alexa skill: the slot's key within its model. */
    instance: text().notNull(),
    /** Order on pages. */
    position: integer().notNull(),
    /** Shown in languages that `names` lacks. */
    name: text().notNull(),
    names: texts(),
    /** Kind of consumable, for the line on the tile; messages/ has its name. */
    supply: text().notNull().default("supply"),
    sensor: text({ enum: ["level", "usage", "level-usage"] }).notNull(),
    measurement: text({ enum: ["percentage", "count", "volume", "weight"] }),
    /** Amazon's word for the unit of a volume or weight, such as MILLILITER; an unknown one is kept. */
    unit: text(),
    /** The value at or below which the supply counts as low, in the slot's measurement. */
    lowAt: doublePrecision(),
    /** The value of a full supply, in the slot's measurement. */
    capacity: doublePrecision(),
    partNumber: text(),
    /** The partner's own shop, by country. */
    shopUrls: texts(),
  },
  (table) => [
    uniqueIndex("slots_instance").on(table.modelId, table.instance),
    check("slot_sensor", sql`${table.sensor} in ('level', 'usage', 'level-usage')`),
    check(
      "slot_supply",
      sql`${table.supply} in ('ink-cartridge', 'coffee-pod', 'dust-filter', 'brush', 'water-filter', 'detergent',
        'pet-food', 'air-filter', 'supply')`,
    ),
    check("slot_measurement", sql`${table.measurement} in ('percentage', 'count', 'volume', 'weight')`),
    check("slot_unit", sql`${table.unit} is null or ${table.measurement} in ('volume', 'weight')`),
    check("slot_values", sql`${table.lowAt} >= 0 and ${table.capacity} > 0`),
    index("slots_model").on(table.modelId, table.position),
  ],
);
