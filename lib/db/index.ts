export { closeDatabase, db, pool, statement, transaction } from "./client";
export * from "./schema";
