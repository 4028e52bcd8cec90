import { customType, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { customers } from "./people";

// Sorts by code point, which is the same on every machine and fastest to compare.
const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** Customers whose search text an import will write later, since it has devices of theirs in several places. */
export const searchQueue = pgTable("search_queue", { customerId: uuid().primaryKey() });

/**
 * Search index of customers. Only triggers on customers and devices write it, through
 * refresh_customer_search() in migration 0003.
 */
export const customerSearch = pgTable(
  "customer_search",
  {
    customerId: uuid()
      .primaryKey()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Folded name; without one, the e-mail address or external id. */
    sort: plainText().notNull(),
    /**
     * Folded name, e-mail address, external id and serial numbers, one per line; then CJK character pairs.
     */
    text: text().notNull(),
  },
  (table) => [index("customer_search_text").using("gin", table.text.op("gin_trgm_ops"))],
);
