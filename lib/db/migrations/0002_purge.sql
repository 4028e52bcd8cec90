CREATE INDEX "launches_opened" ON "launches" USING brin ("opened_at");--> statement-breakpoint
CREATE INDEX "launches_device" ON "launches" USING btree ("device_id");