export { closeDatabase, db, statement } from "./client";
export * from "./schema";
