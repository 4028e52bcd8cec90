export { closeDatabase, type Database, db, lockFor, pool, statement, transaction } from "./client";
export * from "./schema";
