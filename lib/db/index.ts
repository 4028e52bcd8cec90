export { closeDatabase, type Database, db, lockFor, pool, statement, transaction } from "./client";
export { contains } from "./contains";
export * from "./schema";
