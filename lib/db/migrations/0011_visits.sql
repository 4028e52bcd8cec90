CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"model_id" text NOT NULL,
	"vendor_code" text NOT NULL,
	"card" text NOT NULL,
	"channel" text NOT NULL,
	"region" text NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"returned_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "visits_open" ON "visits" USING btree ("browser_hash","model_id","vendor_code","card","channel") WHERE "visits"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "visits_opened" ON "visits" USING brin ("opened_at");--> statement-breakpoint
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (11, 6);
