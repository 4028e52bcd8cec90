CREATE TABLE "email_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"email" text NOT NULL,
	"customer_id" uuid,
	"browser_hash" "bytea" NOT NULL,
	"language" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "email_code_purpose" CHECK ("email_codes"."purpose" in ('sign-in', 'change-email')),
	CONSTRAINT "email_code_customer" CHECK (("email_codes"."purpose" = 'change-email') = ("email_codes"."customer_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "units" (
	"model_id" text NOT NULL,
	"serial" text NOT NULL,
	"claim_hash" "bytea" NOT NULL,
	CONSTRAINT "units_model_id_serial_pk" PRIMARY KEY("model_id","serial")
);
--> statement-breakpoint
DROP INDEX "devices_serial";--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "browser" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "authenticated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "email_codes" ADD CONSTRAINT "email_codes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_model_id_device_models_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."device_models"("model_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_codes_browser" ON "email_codes" USING btree ("browser_hash");--> statement-breakpoint
CREATE INDEX "email_codes_email" ON "email_codes" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "units_serial" ON "units" USING btree ("model_id",upper("serial"));--> statement-breakpoint
CREATE INDEX "customers_email" ON "customers" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "launches_opened" ON "launches" USING brin ("opened_at");--> statement-breakpoint
CREATE INDEX "launches_device" ON "launches" USING btree ("device_id");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_serial" ON "devices" USING btree ("model_id","serial") WHERE "devices"."removed_at" is null;