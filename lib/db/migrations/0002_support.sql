CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"event" text NOT NULL,
	"staff_id" uuid,
	"role" text,
	"customer_ids" uuid[] DEFAULT '{}' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "audit_event" CHECK ("audit_events"."event" in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged'))
);
--> statement-breakpoint
CREATE TABLE "audit_notes" (
	"event_id" bigint PRIMARY KEY NOT NULL,
	"reason" text,
	"network" text
);
--> statement-breakpoint
CREATE TABLE "staff_launches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"device_id" uuid,
	"card" text NOT NULL,
	"region" text NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"returned_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider_session" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_notes" ADD CONSTRAINT "audit_notes_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_launches" ADD CONSTRAINT "staff_launches_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_launches" ADD CONSTRAINT "staff_launches_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_launches" ADD CONSTRAINT "staff_launches_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_events_staff" ON "audit_events" USING btree ("staff_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_event" ON "audit_events" USING btree ("event","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_customers" ON "audit_events" USING gin ("customer_ids");--> statement-breakpoint
CREATE INDEX "staff_launches_open" ON "staff_launches" USING btree ("staff_id","browser_hash") WHERE "staff_launches"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "staff_launches_customer" ON "staff_launches" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "staff_launches_device" ON "staff_launches" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "staff_launches_opened" ON "staff_launches" USING brin ("opened_at");--> statement-breakpoint
CREATE INDEX "sessions_provider" ON "sessions" USING btree ("provider_session");--> statement-breakpoint
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'DELETE' AND current_user = 'larder_purge' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'audit_events keeps what it holds: % is refused', tg_op USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_events_keep" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
-- Even a session that replicates, where ordinary triggers rest.
ALTER TABLE "audit_events" ENABLE ALWAYS TRIGGER "audit_events_keep";--> statement-breakpoint
-- The roles are the database administrator's: who has others grants the same to them.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'larder_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON "audit_events" FROM "larder_app";
    REVOKE UPDATE, TRUNCATE ON "audit_notes" FROM "larder_app";
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'larder_purge') THEN
    GRANT SELECT, INSERT, DELETE ON "audit_events" TO "larder_purge";
  END IF;
END $$;
