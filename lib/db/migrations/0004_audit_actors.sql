ALTER TABLE "audit_events" RENAME COLUMN "staff_id" TO "actor_id";--> statement-breakpoint
ALTER INDEX "audit_events_staff" RENAME TO "audit_events_actor";--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "actor_kind" text;--> statement-breakpoint
-- Fills the column without an UPDATE, which the trigger refuses: the rows are written anew.
ALTER TABLE "audit_events" ALTER COLUMN "actor_kind" TYPE text USING CASE WHEN "actor_id" IS NULL THEN 'system' ELSE 'staff' END;--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "actor_kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_actor" CHECK ("audit_events"."actor_kind" in ('customer', 'staff', 'client', 'system')
        and ("audit_events"."actor_kind" = 'system') = ("audit_events"."actor_id" is null));
