CREATE TABLE "schema_levels" (
	"level" integer PRIMARY KEY NOT NULL,
	"oldest_build" integer NOT NULL
);--> statement-breakpoint
-- Each migration from here on adds its own row: its number, and the oldest build that still works after it.
INSERT INTO "schema_levels" ("level", "oldest_build") VALUES (5, 4);
