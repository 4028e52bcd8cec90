CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"hint" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"used_from" text,
	CONSTRAINT "api_keys_hash" UNIQUE("key_hash"),
	CONSTRAINT "api_key_scopes" CHECK (cardinality("api_keys"."scopes") > 0)
);--> statement-breakpoint
CREATE TABLE "changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"external_id" text,
	"model_id" text,
	"serial" text,
	CONSTRAINT "change_kind" CHECK ("changes"."kind" in ('customer', 'device', 'model')),
	CONSTRAINT "change_action" CHECK ("changes"."action" in ('changed', 'deleted'))
);--> statement-breakpoint
CREATE TABLE "data_faults" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid,
	"subject" text NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_fault_kind" CHECK ("data_faults"."kind" in ('customer', 'model', 'slot', 'device', 'unit'))
);--> statement-breakpoint
CREATE TABLE "pictures" (
	"hash" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "picture_type" CHECK ("pictures"."type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "picture_size" CHECK (octet_length("pictures"."bytes") <= 200000)
);--> statement-breakpoint
CREATE TABLE "external_ids" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "external_ids_source_external_id_pk" PRIMARY KEY("source","external_id"),
	CONSTRAINT "external_id_source" CHECK ("external_ids"."source" ~ '^[a-z][a-z0-9-]{0,31}$')
);--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" "bytea" NOT NULL
);--> statement-breakpoint
CREATE TABLE "tombstones" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"person" uuid NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL
);--> statement-breakpoint
ALTER TABLE "audit_events" DROP CONSTRAINT "audit_event";--> statement-breakpoint
ALTER TABLE "customers" DROP CONSTRAINT "customer_country";--> statement-breakpoint
DROP INDEX "devices_serial";--> statement-breakpoint
DROP INDEX "units_serial";--> statement-breakpoint
DROP INDEX "launches_open";--> statement-breakpoint
ALTER TABLE "slots" DROP CONSTRAINT "slots_model_id_position_pk";--> statement-breakpoint
ALTER TABLE "slots" ALTER COLUMN "supply" SET DEFAULT 'supply';--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "vendor_code" text;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "picture" text;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "silent_after" text;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "no_level" text;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "no_levels" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "own_name" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "serial_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "endpoint_id" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "added_by" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "removed_by" text;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "instance" text;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "measurement" text;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "low_at" double precision;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "capacity" double precision;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "part_number" text;--> statement-breakpoint
ALTER TABLE "slots" ADD COLUMN "shop_urls" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "serial_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "claim_salt" "bytea";--> statement-breakpoint
ALTER TABLE "launches" ADD COLUMN "vendor_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_launches" ADD COLUMN "vendor_code" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "written_by" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_faults" ADD CONSTRAINT "data_faults_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_ids" ADD CONSTRAINT "external_ids_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_created" ON "api_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "changes_order" ON "changes" USING btree ("transaction","id");--> statement-breakpoint
CREATE INDEX "changes_at" ON "changes" USING brin ("at");--> statement-breakpoint
CREATE INDEX "data_faults_customer" ON "data_faults" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "tombstones_person" ON "tombstones" USING btree ("person");--> statement-breakpoint
CREATE INDEX "external_ids_customer" ON "external_ids" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "external_ids_value" ON "external_ids" USING btree ("external_id");--> statement-breakpoint
ALTER TABLE "device_models" ADD CONSTRAINT "device_models_picture_pictures_hash_fk" FOREIGN KEY ("picture") REFERENCES "public"."pictures"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "slots_model" ON "slots" USING btree ("model_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "launches_open" ON "launches" USING btree ("customer_id","browser_hash",coalesce("device_id", '00000000-0000-0000-0000-000000000000'),"vendor_code","card","channel") WHERE "launches"."closed_at" is null;--> statement-breakpoint
-- The text of a language: its own, one of the same language elsewhere, or the fallback.
CREATE FUNCTION "localize"("texts" jsonb, "fallback" text, "language" text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce("texts"->>"language", "texts"->>split_part("language", '-', 1),
    (SELECT "value" FROM jsonb_each_text("texts") WHERE "key" LIKE split_part("language", '-', 1) || '-%' ORDER BY "key" LIMIT 1),
    "fallback")
$$;--> statement-breakpoint
-- Without case, width, spaces and hyphens: labels and forms of one partner differ in them.
CREATE FUNCTION "fold_serial"("given" text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(nullif(upper(regexp_replace(normalize("given", NFKC),
    '[\s\u00ad\u058a\u200b-\u200f\u2010-\u2015\u2043\u2060\u2212\u30fc\ufeff-]+', '', 'g')), ''), "given")
$$;--> statement-breakpoint
CREATE FUNCTION "tombstone_key"("source" text, "id" text) RETURNS bytea
LANGUAGE sql STABLE STRICT SET search_path = public, pg_temp AS $$
  SELECT sha256("value" || convert_to("source" || E'\n' || "id", 'UTF8')) FROM "secrets" WHERE "name" = 'tombstone'
$$;--> statement-breakpoint
CREATE FUNCTION "device_tombstone_key"("model_id" text, "serial" text, "customer_id" uuid) RETURNS bytea
LANGUAGE sql STABLE STRICT SET search_path = public, pg_temp AS $$
  SELECT tombstone_key('device ' || "customer_id" || ' ' || "model_id", fold_serial("serial"))
$$;--> statement-breakpoint
CREATE FUNCTION "write_serial_key"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW."serial_key" := fold_serial(NEW."serial");
  RETURN NEW;
END $$;--> statement-breakpoint
INSERT INTO "secrets" ("name", "value")
VALUES ('tombstone', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));--> statement-breakpoint
-- What only needs another spelling gets it.
UPDATE "customers" SET "email" = nullif(btrim("email"), ''), "language" = nullif(replace(btrim("language"), '_', '-'), '')
WHERE "email" <> btrim("email") OR "email" = '' OR "language" = '' OR "language" LIKE '%\_%' OR "language" <> btrim("language");--> statement-breakpoint
UPDATE "device_models" SET "countries" = array_remove("countries", NULL) WHERE array_position("countries", NULL) IS NOT NULL;--> statement-breakpoint
-- Values that the constraints below refuse move to data_faults.
INSERT INTO "data_faults" ("kind", "customer_id", "subject", "field", "value")
SELECT 'customer', "id", coalesce("external_id", "id"::text), "field", "value" FROM "customers", LATERAL (VALUES
  ('country', "country"::text, "country" = any(string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' '))),
  ('language', "language", "language" ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' AND char_length("language") <= 35),
  ('email', "email", "email" ~ '^[^[:space:][:cntrl:]@]{1,64}@[^[:space:][:cntrl:]@]+$' AND char_length("email") <= 254)
) AS "given" ("field", "value", "holds") WHERE NOT "holds";--> statement-breakpoint
UPDATE "customers" SET
  "country" = CASE WHEN "country" = any(string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' ')) THEN "country" END,
  "language" = CASE WHEN "language" ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' AND char_length("language") <= 35 THEN "language" END,
  "email" = CASE WHEN "email" ~ '^[^[:space:][:cntrl:]@]{1,64}@[^[:space:][:cntrl:]@]+$' AND char_length("email") <= 254 THEN "email" END
WHERE "id" IN (SELECT "customer_id" FROM "data_faults");--> statement-breakpoint
INSERT INTO "data_faults" ("kind", "subject", "field", "value")
SELECT 'model', "model_id", 'countries', "code" FROM "device_models", unnest("countries") AS "code" WHERE NOT "code" = any(string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' '))
UNION ALL SELECT 'model', "model_id", 'drawing', "drawing" FROM "device_models" WHERE "drawing" NOT IN ('printer', 'coffee-machine', 'robot-vacuum', 'water-filter', 'washing-machine', 'pet-feeder', 'air-purifier', 'device')
UNION ALL SELECT 'slot', "model_id" || ' ' || "name", 'supply', "supply" FROM "slots" WHERE "supply" NOT IN ('ink-cartridge', 'coffee-pod', 'dust-filter', 'brush', 'water-filter', 'detergent', 'pet-food', 'air-filter', 'supply');--> statement-breakpoint
UPDATE "device_models" SET
  "countries" = ARRAY(SELECT "code" FROM unnest("countries") WITH ORDINALITY AS "given" ("code", "place") WHERE "code" = any(string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' ')) ORDER BY "place"),
  "drawing" = CASE WHEN "drawing" IN ('printer', 'coffee-machine', 'robot-vacuum', 'water-filter', 'washing-machine', 'pet-feeder', 'air-purifier', 'device') THEN "drawing" ELSE 'device' END
WHERE "model_id" IN (SELECT "subject" FROM "data_faults" WHERE "kind" = 'model');--> statement-breakpoint
-- Until the partner names the sensor as its skill does, a slot's name is its key, without what no key may have. Of
-- several with one name, those behind the first get a number that no other name ends in.
UPDATE "slots" SET "supply" = CASE WHEN "supply" IN ('ink-cartridge', 'coffee-pod', 'dust-filter', 'brush', 'water-filter', 'detergent', 'pet-food', 'air-filter', 'supply') THEN "supply" ELSE 'supply' END,
  "instance" = "key" || CASE "n" WHEN 1 THEN '' ELSE ' (' || "n" || ')' || repeat('*', "taken"::int) END
FROM (
  SELECT "id", "key", "n", (SELECT coalesce(max(char_length("o"."name") - char_length(replace("o"."name", '*', ''))) + 1, 0) FROM "slots" "o" WHERE "o"."model_id" = "keyed"."model_id" AND "o"."name" LIKE '%(%)%') AS "taken"
  FROM (
    SELECT "id", "model_id", "key", row_number() OVER (PARTITION BY "model_id", "key" ORDER BY "position") AS "n"
    FROM "slots", LATERAL (SELECT coalesce(nullif(btrim(left(regexp_replace(btrim("name"),
      '[\s\u0001-\u001f\u007f-\u00a0\u2028-\u202e\u2066-\u2069\ufeff]+', ' ', 'g'), 120)), ''), 'slot') AS "key") AS "cleaned"
  ) AS "keyed"
) AS "named" WHERE "named"."id" = "slots"."id";--> statement-breakpoint
ALTER TABLE "slots" ALTER COLUMN "instance" SET NOT NULL;--> statement-breakpoint
UPDATE "devices" SET "serial_key" = "key" || CASE "n" WHEN 1 THEN '' ELSE ' ' || "n" END
FROM (
  SELECT "id", fold_serial("serial") AS "key",
    CASE WHEN "removed_at" IS NULL THEN row_number() OVER (PARTITION BY "model_id", fold_serial("serial"), "removed_at" IS NULL
      ORDER BY "registered_at", "id") ELSE 1 END AS "n"
  FROM "devices"
) AS "keyed" WHERE "keyed"."id" = "devices"."id";--> statement-breakpoint
UPDATE "units" SET "serial_key" = "key" || CASE "n" WHEN 1 THEN '' ELSE ' ' || "n" END
FROM (
  SELECT "model_id", "serial", fold_serial("serial") AS "key",
    row_number() OVER (PARTITION BY "model_id", fold_serial("serial") ORDER BY "serial") AS "n"
  FROM "units"
) AS "keyed" WHERE ("keyed"."model_id", "keyed"."serial") = ("units"."model_id", "units"."serial");--> statement-breakpoint
INSERT INTO "data_faults" ("kind", "customer_id", "subject", "field", "value")
SELECT 'device', "customer_id", "model_id", 'serial', "serial" FROM "devices" WHERE "serial_key" <> fold_serial("serial")
UNION ALL SELECT 'unit', NULL, "model_id", 'serial', "serial" FROM "units" WHERE "serial_key" <> fold_serial("serial");--> statement-breakpoint
CREATE TRIGGER "devices_serial_key" BEFORE INSERT OR UPDATE OF "serial" ON "devices"
  FOR EACH ROW EXECUTE FUNCTION "write_serial_key"();--> statement-breakpoint
CREATE TRIGGER "units_serial_key" BEFORE INSERT OR UPDATE OF "serial" ON "units"
  FOR EACH ROW EXECUTE FUNCTION "write_serial_key"();--> statement-breakpoint
CREATE UNIQUE INDEX "slots_instance" ON "slots" USING btree ("model_id","instance");--> statement-breakpoint
CREATE INDEX "devices_unit" ON "devices" USING btree ("model_id","serial_key");--> statement-breakpoint
CREATE INDEX "devices_endpoint" ON "devices" USING btree ("endpoint_id");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_serial" ON "devices" USING btree ("model_id","serial_key") WHERE "devices"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "units_serial" ON "units" USING btree ("model_id","serial_key");--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_event" CHECK ("audit_events"."event" in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged', 'key.created', 'key.revoked', 'model.changed', 'model.deleted',
        'customer.changed', 'customer.deleted', 'device.changed', 'device.removed', 'units.changed', 'faults.viewed', 'fault.settled'));--> statement-breakpoint
ALTER TABLE "device_models" ADD CONSTRAINT "device_model_vendor" CHECK ("device_models"."vendor_code" ~ '^[^[:space:][:cntrl:]]{1,128}$' and "device_models"."vendor_code" !~* '%[0-9a-f]{2}');--> statement-breakpoint
ALTER TABLE "device_models" ADD CONSTRAINT "device_model_drawing" CHECK ("device_models"."drawing" in ('printer', 'coffee-machine', 'robot-vacuum', 'water-filter', 'washing-machine',
        'pet-feeder', 'air-purifier', 'device'));--> statement-breakpoint
ALTER TABLE "device_models" ADD CONSTRAINT "device_model_countries" CHECK ("device_models"."countries" <@ string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' '));--> statement-breakpoint
ALTER TABLE "device_models" ADD CONSTRAINT "device_model_silent_after" CHECK ("device_models"."silent_after" ~ '^P([0-9]{1,3}D)?(T[0-9]{1,3}H)?$' and "device_models"."silent_after" <> 'P');--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "device_added_by" CHECK ("devices"."added_by" in ('customer', 'partner'));--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "device_removed_by" CHECK ("devices"."removed_by" is null
        or "devices"."removed_by" in ('owner', 'partner', 'transfer') and "devices"."removed_at" is not null);--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slot_supply" CHECK ("slots"."supply" in ('ink-cartridge', 'coffee-pod', 'dust-filter', 'brush', 'water-filter', 'detergent',
        'pet-food', 'air-filter', 'supply'));--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slot_measurement" CHECK ("slots"."measurement" in ('percentage', 'count', 'volume', 'weight'));--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slot_unit" CHECK ("slots"."unit" is null or "slots"."measurement" in ('volume', 'weight'));--> statement-breakpoint
ALTER TABLE "slots" ADD CONSTRAINT "slot_values" CHECK ("slots"."low_at" >= 0 and "slots"."capacity" > 0);--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customer_language" CHECK ("customers"."language" ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' and char_length("customers"."language") <= 35);--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customer_email" CHECK ("customers"."email" ~ '^[^[:space:][:cntrl:]@]{1,64}@[^[:space:][:cntrl:]@]+$' and char_length("customers"."email") <= 254);--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customer_country" CHECK ("customers"."country" = any(string_to_array('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW', ' ')));--> statement-breakpoint
-- As before, and with the numbers in other systems.
CREATE OR REPLACE FUNCTION "refresh_customer_search"("ids" uuid[]) RETURNS void
-- By index, row for row, whatever the planner knows of a table that is just being filled.
LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  PERFORM FROM "customers" JOIN unnest("ids") AS "wanted"("id") USING ("id") ORDER BY "id" FOR NO KEY UPDATE OF "customers";
  INSERT INTO "customer_search" AS "old" ("customer_id", "sort", "text")
  SELECT "id", left(btrim(split_part("folded", E'\n', 1)), 200), concat_ws(E'\n', "folded", nullif(search_pairs("folded"), ''))
  FROM (
    SELECT "c"."id", search_fold(concat_ws(E'\n',
      -- Folding takes the square of a text's length: nobody is found by more than its beginning.
      nullif(btrim(translate(left("c"."name", 300), E'\n', ' ')), ''),
      translate(left("c"."email", 300), E'\n', ' '),
      translate(left("c"."external_id", 300), E'\n', ' '),
      (SELECT string_agg(translate(left("x"."external_id", 300), E'\n', ' '), E'\n' ORDER BY "x"."source", "x"."external_id")
       FROM "external_ids" "x" WHERE "x"."customer_id" = "c"."id"),
      -- A filter and not a WHERE, which would bring in the index of serial numbers, all of it.
      (SELECT string_agg(translate(left("serial", 300), E'\n', ' '), E'\n' ORDER BY "registered_at", "d"."id")
         FILTER (WHERE "d"."removed_at" IS NULL)
       FROM "devices" "d" WHERE "d"."customer_id" = "c"."id"))) AS "folded"
    FROM unnest("ids") AS "wanted"("id") JOIN "customers" "c" USING ("id")
    -- Not merged with the query around it, which would fold each text as often as it names it.
    OFFSET 0
  ) AS "new"
  ON CONFLICT ("customer_id") DO UPDATE SET "sort" = excluded."sort", "text" = excluded."text"
  WHERE ("old"."sort", "old"."text") IS DISTINCT FROM (excluded."sort", excluded."text");
END $$;--> statement-breakpoint
CREATE FUNCTION "track_external_ids"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM refresh_customer_search(array_agg(DISTINCT "customer_id")) FROM "touched" HAVING count(*) > 0;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "external_ids_search_insert" AFTER INSERT ON "external_ids" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_external_ids"();--> statement-breakpoint
CREATE TRIGGER "external_ids_search_update_old" AFTER UPDATE ON "external_ids" REFERENCING OLD TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_external_ids"();--> statement-breakpoint
CREATE TRIGGER "external_ids_search_update" AFTER UPDATE ON "external_ids" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_external_ids"();--> statement-breakpoint
CREATE TRIGGER "external_ids_search_delete" AFTER DELETE ON "external_ids" REFERENCING OLD TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_external_ids"();--> statement-breakpoint
CREATE FUNCTION "note_customers"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    INSERT INTO "changes" ("kind", "action", "external_id")
    SELECT 'customer', 'changed', "external_id" FROM "new_rows" WHERE "external_id" IS NOT NULL;
  ELSIF tg_op = 'DELETE' THEN
    INSERT INTO "changes" ("kind", "action", "external_id")
    SELECT 'customer', 'deleted', "external_id" FROM "old_rows" WHERE "external_id" IS NOT NULL;
  ELSE
    INSERT INTO "changes" ("kind", "action", "external_id")
    SELECT 'customer', 'deleted', "o"."external_id" FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id")
    WHERE "o"."external_id" <> "n"."external_id" OR "o"."external_id" IS NOT NULL AND "n"."external_id" IS NULL
    UNION ALL
    SELECT 'customer', 'changed', "n"."external_id" FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id")
    WHERE "n"."external_id" IS NOT NULL
      AND ("n"."external_id", "n"."name", "n"."email", "n"."country", "n"."language")
        IS DISTINCT FROM ("o"."external_id", "o"."name", "o"."email", "o"."country", "o"."language");
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "note_external_ids"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  -- Of a deleted customer there is no row left to join.
  INSERT INTO "changes" ("kind", "action", "external_id")
  SELECT DISTINCT 'customer', 'changed', "c"."external_id" FROM "touched" "t" JOIN "customers" "c" ON "c"."id" = "t"."customer_id"
  WHERE "c"."external_id" IS NOT NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "note_devices"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    INSERT INTO "changes" ("kind", "action", "external_id", "model_id", "serial")
    SELECT 'device', 'changed', "external_id", "model_id", "serial"
    FROM "new_rows" "n" JOIN "customers" "c" ON "c"."id" = "n"."customer_id" WHERE "removed_at" IS NULL;
  ELSIF tg_op = 'DELETE' THEN
    INSERT INTO "changes" ("kind", "action", "external_id", "model_id", "serial")
    SELECT 'device', 'deleted', "external_id", "model_id", "serial"
    FROM "old_rows" "o" LEFT JOIN "customers" "c" ON "c"."id" = "o"."customer_id" WHERE "removed_at" IS NULL;
  ELSE
    INSERT INTO "changes" ("kind", "action", "external_id", "model_id", "serial")
    SELECT 'device', CASE WHEN "n"."removed_at" IS NULL THEN 'changed' ELSE 'deleted' END, "external_id", "n"."model_id", "n"."serial"
    FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id") JOIN "customers" "c" ON "c"."id" = "n"."customer_id"
    WHERE ("n"."customer_id", "n"."model_id", "n"."serial", "n"."name", "n"."endpoint_id", "n"."registered_at", "n"."removed_at" IS NULL)
      IS DISTINCT FROM ("o"."customer_id", "o"."model_id", "o"."serial", "o"."name", "o"."endpoint_id", "o"."registered_at", "o"."removed_at" IS NULL);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "note_models"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO "changes" ("kind", "action", "model_id")
  SELECT DISTINCT 'model', CASE WHEN "m"."model_id" IS NULL THEN 'deleted' ELSE 'changed' END, "t"."model_id"
  FROM "touched" "t" LEFT JOIN "device_models" "m" USING ("model_id");
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "customers_note_insert" AFTER INSERT ON "customers" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_customers"();--> statement-breakpoint
CREATE TRIGGER "customers_note_update" AFTER UPDATE ON "customers" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_customers"();--> statement-breakpoint
CREATE TRIGGER "customers_note_delete" AFTER DELETE ON "customers" REFERENCING OLD TABLE AS "old_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_customers"();--> statement-breakpoint
CREATE TRIGGER "devices_note_insert" AFTER INSERT ON "devices" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_devices"();--> statement-breakpoint
CREATE TRIGGER "devices_note_update" AFTER UPDATE ON "devices" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_devices"();--> statement-breakpoint
CREATE TRIGGER "devices_note_delete" AFTER DELETE ON "devices" REFERENCING OLD TABLE AS "old_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_devices"();--> statement-breakpoint
CREATE TRIGGER "external_ids_note_insert" AFTER INSERT ON "external_ids" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_external_ids"();--> statement-breakpoint
CREATE TRIGGER "external_ids_note_update" AFTER UPDATE ON "external_ids" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_external_ids"();--> statement-breakpoint
CREATE TRIGGER "external_ids_note_delete" AFTER DELETE ON "external_ids" REFERENCING OLD TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_external_ids"();--> statement-breakpoint
CREATE TRIGGER "device_models_note_insert" AFTER INSERT ON "device_models" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
CREATE TRIGGER "device_models_note_update" AFTER UPDATE ON "device_models" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
CREATE TRIGGER "device_models_note_delete" AFTER DELETE ON "device_models" REFERENCING OLD TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
CREATE TRIGGER "slots_note_insert" AFTER INSERT ON "slots" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
CREATE TRIGGER "slots_note_update" AFTER UPDATE ON "slots" REFERENCING NEW TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
CREATE TRIGGER "slots_note_delete" AFTER DELETE ON "slots" REFERENCING OLD TABLE AS "touched"
  FOR EACH STATEMENT EXECUTE FUNCTION "note_models"();--> statement-breakpoint
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (6, 6);
