ALTER TABLE "audit_events" DROP CONSTRAINT "audit_event";--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_event" CHECK ("audit_events"."event" in ('staff.signed-in', 'staff.sessions-ended', 'customers.searched', 'customer.viewed',
        'card.viewed', 'link.shown', 'link.mailed', 'launch.opened', 'launch.returned', 'audit.viewed',
        'audit.exported', 'audit.purged', 'key.created', 'key.revoked', 'model.changed', 'model.deleted',
        'customer.changed', 'customer.deleted', 'device.changed', 'device.removed', 'units.changed', 'faults.viewed', 'fault.settled',
        'import.written', 'import.viewed', 'customer.exported', 'devices.revoked'));--> statement-breakpoint
-- As before, but that a device whose model or serial number is corrected is gone under the old one.
CREATE OR REPLACE FUNCTION "note_devices"() RETURNS trigger
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
    SELECT 'device', 'deleted', "external_id", "o"."model_id", "o"."serial"
    FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id") JOIN "customers" "c" ON "c"."id" = "o"."customer_id"
    WHERE "o"."removed_at" IS NULL AND ("n"."model_id", "n"."serial") <> ("o"."model_id", "o"."serial")
    UNION ALL
    SELECT 'device', CASE WHEN "n"."removed_at" IS NULL THEN 'changed' ELSE 'deleted' END, "external_id", "n"."model_id", "n"."serial"
    FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id") JOIN "customers" "c" ON "c"."id" = "n"."customer_id"
    WHERE ("n"."customer_id", "n"."model_id", "n"."serial", "n"."name", "n"."endpoint_id", "n"."registered_at", "n"."removed_at" IS NULL)
      IS DISTINCT FROM ("o"."customer_id", "o"."model_id", "o"."serial", "o"."name", "o"."endpoint_id", "o"."registered_at", "o"."removed_at" IS NULL);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (9, 6);
