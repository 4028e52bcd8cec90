export { findCodeReader, findReader } from "./find-code-reader";
export { guessCountry } from "./guess-country";
export { setCountry } from "./set-country";
export { setLanguage } from "./set-language";
export { findByEmail, signInByEmail } from "./sign-in-by-email";
export { signInCustomer } from "./sign-in-customer";
export type { Claims } from "./types";
