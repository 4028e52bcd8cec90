export { createKey } from "./create-key";
export { findClient } from "./find-client";
export { isWellFormedKey } from "./key-text";
export { findKey, listKeys } from "./list-keys";
export { revokeKey } from "./revoke-key";
export { KeyForm, NewKey } from "./schemas";
