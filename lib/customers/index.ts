export { guessCountry } from "./guess-country";
export { setCountry } from "./set-country";
export { signInCustomer } from "./sign-in-customer";
export type { Claims } from "./types";
