CREATE EXTENSION IF NOT EXISTS "pg_trgm";--> statement-breakpoint
CREATE TABLE "customer_search" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"sort" text collate "C" NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
-- Without accents, width and case, and without what cannot be seen: people type a name as they hear it. Typed words go
-- through the same function. Lines stay lines. Plain ASCII, the most, needs no more than lower().
CREATE FUNCTION "search_fold"("given" text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "cjk" CONSTANT text := '[\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]';
BEGIN
  IF octet_length("given") = char_length("given") THEN
    RETURN regexp_replace(lower("given"), '[ \t\r\f\v]+', ' ', 'g');
  END IF;
  "given" := regexp_replace(normalize("given", NFKD),
    '[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+', '', 'g');
  "given" := translate(lower(normalize("given", NFC)), 'øłđðħŧıς‘’ʻʼ‐‒–—−', 'olddhtiσ''''''''-----');
  "given" := replace(replace(replace(replace("given", 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  "given" := regexp_replace("given", '[ \t\r\f\v\u0085\u1680\u2028\u2029]+', ' ', 'g');
  -- Chinese, Japanese and Korean names are written with and without a space, or with a dot.
  RETURN regexp_replace("given", '(' || "cjk" || ')[ ・]+(?=' || "cjk" || ')', '\1', 'g');
END $$;
--> statement-breakpoint
-- Each two neighbouring characters of those scripts as a word of its own, ' 佐藤 藤花 ': a trigram needs three
-- characters, and two have some only with the spaces around them.
CREATE FUNCTION "search_pairs"("folded" text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  "cjk" CONSTANT text := '[\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]';
  "run" text;
  "pairs" text := '';
BEGIN
  IF octet_length("folded") = char_length("folded") THEN
    RETURN '';
  END IF;
  FOR "run" IN SELECT (regexp_matches("folded", "cjk" || '{2,}', 'g'))[1] LOOP
    FOR "place" IN 1 .. char_length("run") - 1 LOOP
      "pairs" := "pairs" || substr("run", "place", 2) || ' ';
    END LOOP;
  END LOOP;
  RETURN CASE WHEN "pairs" = '' THEN '' ELSE ' ' || "pairs" END;
END $$;
--> statement-breakpoint
-- Writes anew what these customers are found by. The lock lets one transaction at a time do so for a customer: the next
-- one then sees the devices that the one before added. It goes along with the lock of a foreign key, so none waits crosswise.
CREATE FUNCTION "refresh_customer_search"("ids" uuid[]) RETURNS void
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
END $$;
--> statement-breakpoint
CREATE FUNCTION "track_customers"() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    PERFORM refresh_customer_search(array_agg("id")) FROM "new_rows" HAVING count(*) > 0;
  ELSE
    PERFORM refresh_customer_search(array_agg("id")) FROM "new_rows" "n" JOIN "old_rows" "o" USING ("id")
    WHERE ("n"."name", "n"."email", "n"."external_id") IS DISTINCT FROM ("o"."name", "o"."email", "o"."external_id")
    HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION "track_devices"() RETURNS trigger
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
  IF "ids" IS NOT NULL THEN
    PERFORM refresh_customer_search("ids");
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "customers_search_insert" AFTER INSERT ON "customers" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_customers"();--> statement-breakpoint
CREATE TRIGGER "customers_search_update" AFTER UPDATE ON "customers"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_customers"();--> statement-breakpoint
CREATE TRIGGER "devices_search_insert" AFTER INSERT ON "devices" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_devices"();--> statement-breakpoint
CREATE TRIGGER "devices_search_update" AFTER UPDATE ON "devices"
  REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_devices"();--> statement-breakpoint
CREATE TRIGGER "devices_search_delete" AFTER DELETE ON "devices" REFERENCING OLD TABLE AS "old_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "track_devices"();--> statement-breakpoint
SELECT refresh_customer_search(array_agg("id")) FROM "customers" HAVING count(*) > 0;--> statement-breakpoint
ALTER TABLE "customer_search" ADD CONSTRAINT "customer_search_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_search_text" ON "customer_search" USING gin ("text" gin_trgm_ops);
