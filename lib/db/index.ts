export {
  closeDatabase,
  countConnections,
  createHandle,
  lockAll,
  lockFor,
  pool,
  preferIndexes,
  savepoint,
  statement,
  type Tx,
  transaction,
} from "./client";
export { createClient, findPooling, type Pooling, statementLimit } from "./connection";
export { buildLevel } from "./level";
export { toLikePattern } from "./like-pattern";
export { liveSession } from "./live-session";
export {
  bigintString,
  boolean,
  createRowReader,
  type Fields,
  integer,
  nullable,
  parsed,
  type RowOf,
  string,
} from "./rows";
export * from "./schema";
export * as schema from "./schema";
export { violates } from "./violates";
