CREATE TABLE "import_parts" (
	"import_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "import_parts_import_id_part_pk" PRIMARY KEY("import_id","part")
);--> statement-breakpoint
CREATE TABLE "import_rejects" (
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"cells" text[] NOT NULL,
	"reasons" jsonb NOT NULL,
	"external_id" text,
	"model_id" text,
	CONSTRAINT "import_rejects_import_id_line_pk" PRIMARY KEY("import_id","line")
);--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"file_name" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"created_by" uuid,
	"network" text,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reading" jsonb,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fault" jsonb,
	"attempt" integer DEFAULT 0 NOT NULL,
	"line" integer DEFAULT 0 NOT NULL,
	"lines" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "import_source" CHECK ("imports"."source" in ('browser', 'command')),
	CONSTRAINT "import_state" CHECK ("imports"."state" in ('checking', 'checked', 'applying', 'applied', 'failed'))
);--> statement-breakpoint
CREATE TABLE "search_queue" (
	"customer_id" uuid PRIMARY KEY NOT NULL
);--> statement-breakpoint
ALTER TABLE "audit_events" DROP CONSTRAINT "audit_event";--> statement-breakpoint
DROP INDEX "devices_endpoint";--> statement-breakpoint
ALTER TABLE "import_parts" ADD CONSTRAINT "import_parts_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rejects_customer" ON "import_rejects" USING btree ("external_id");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "devices_doubled" ON "devices" USING btree ("model_id") WHERE "devices"."serial_key" like '% %';--> statement-breakpoint
CREATE INDEX "devices_endpoint" ON "devices" USING btree ("endpoint_id") WHERE "devices"."endpoint_id" is not null;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_event" CHECK ("audit_events"."event" in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged', 'key.created', 'key.revoked', 'model.changed', 'model.deleted',
        'customer.changed', 'customer.deleted', 'device.changed', 'device.removed', 'units.changed', 'faults.viewed', 'fault.settled',
        'import.written', 'import.viewed'));--> statement-breakpoint
-- As before, but that a transaction may leave the search to later: many devices in no order would each write it anew.
CREATE OR REPLACE FUNCTION "track_devices"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE "ids" uuid[];
BEGIN
  IF tg_op = 'INSERT' THEN
    SELECT array_agg(DISTINCT "customer_id") INTO "ids" FROM "new_rows";
  ELSIF tg_op = 'DELETE' THEN
    SELECT array_agg(DISTINCT "customer_id") INTO "ids" FROM "old_rows" WHERE "removed_at" IS NULL;
  ELSE
    SELECT array_agg(DISTINCT "customer_id") INTO "ids" FROM (
      SELECT "customer_id" FROM (
        SELECT "id", "customer_id", "serial", "removed_at" IS NULL AS "here" FROM "old_rows"
        UNION ALL SELECT "id", "customer_id", "serial", "removed_at" IS NULL FROM "new_rows"
      ) AS "both"
      GROUP BY "id", "customer_id", "serial", "here" HAVING count(*) = 1
    ) AS "changed";
  END IF;
  IF "ids" IS NOT NULL AND current_setting('larder.search', true) = 'later' THEN
    INSERT INTO "search_queue" ("customer_id") SELECT unnest("ids") ON CONFLICT DO NOTHING;
  ELSIF "ids" IS NOT NULL THEN
    PERFORM refresh_customer_search("ids");
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (7, 6);
