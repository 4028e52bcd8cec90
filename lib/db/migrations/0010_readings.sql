CREATE TABLE "device_reports" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reading_history" (
	"reading_id" bigint NOT NULL,
	"period" integer NOT NULL,
	"points" real[] NOT NULL,
	CONSTRAINT "reading_history_reading_id_period_pk" PRIMARY KEY("reading_id","period"),
	CONSTRAINT "reading_points" CHECK (cardinality("reading_history"."points") <= 50)
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "readings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"value" double precision NOT NULL,
	"replaced_at" timestamp with time zone,
	"measurement" text,
	"unit" text,
	"empty_from" timestamp with time zone,
	"empty_at" timestamp with time zone,
	"empty_until" timestamp with time zone,
	CONSTRAINT "reading_value" CHECK ("readings"."value" >= 0 and "readings"."value" <= 1000000000000),
	CONSTRAINT "reading_measurement" CHECK ("readings"."measurement" in ('percentage', 'count', 'volume', 'weight'))
);
--> statement-breakpoint
CREATE TABLE "report_keys" (
	"device_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_keys_device_id_key_pk" PRIMARY KEY("device_id","key")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "is_dated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "device_models" ADD COLUMN "forecast" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "show_levels" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "device_reports" ADD CONSTRAINT "device_reports_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_history" ADD CONSTRAINT "reading_history_reading_id_readings_id_fk" FOREIGN KEY ("reading_id") REFERENCES "public"."readings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_keys" ADD CONSTRAINT "report_keys_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reading_history_period" ON "reading_history" USING btree ("period");--> statement-breakpoint
CREATE UNIQUE INDEX "readings_slot" ON "readings" USING btree ("device_id","slot_id");--> statement-breakpoint
CREATE INDEX "report_keys_at" ON "report_keys" USING btree ("at");--> statement-breakpoint
-- Rows that change with each message: with room on their page, no index changes.
ALTER TABLE "readings" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "reading_history" SET (fillfactor = 80);--> statement-breakpoint
-- Readings end with the registration that they belong to.
CREATE FUNCTION "end_readings"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM "readings" WHERE "device_id" = NEW."id";
  DELETE FROM "report_keys" WHERE "device_id" = NEW."id";
  DELETE FROM "device_reports" WHERE "device_id" = NEW."id";
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "devices_end_readings" AFTER UPDATE ON "devices" FOR EACH ROW
  WHEN (NEW."removed_at" IS NOT NULL AND OLD."removed_at" IS NULL
    OR NEW."customer_id" <> OLD."customer_id" OR NEW."model_id" <> OLD."model_id")
  EXECUTE FUNCTION "end_readings"();--> statement-breakpoint
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (10, 6);
