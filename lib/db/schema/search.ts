import { customType, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { customers } from "./people";

// By code point: the same on every machine, and the fastest to compare.
const plainText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * What staff find a customer by. Triggers on customers and devices keep it, through refresh_customer_search() in
 * migration 0003; nobody else writes here.
 */
export const customerSearch = pgTable(
  "customer_search",
  {
    customerId: uuid()
      .primaryKey()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Folded name, else e-mail address, else external id. */
    sort: plainText().notNull(),
    /** Folded: name, e-mail address, external id and serial numbers, one a line; then neighbouring characters. */
    text: text().notNull(),
  },
  (table) => [index("customer_search_text").using("gin", table.text.op("gin_trgm_ops"))],
);
