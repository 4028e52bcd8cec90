export { findCodeReader, findReader } from "./find-reader";
export { guessCountry } from "./guess-country";
export { setCountry } from "./set-country";
export { findByEmail, signInByEmail } from "./sign-in-by-email";
export { signInCustomer } from "./sign-in-customer";
export type { Claims } from "./types";
