export { changeEmail } from "./change-email";
export { deleteCustomer } from "./delete-customer";
export { deleteOnRequest } from "./delete-on-request";
export { exportCustomer } from "./export-customer";
export { exportByNumber, exportForStaff } from "./export-for";
export { findCustomer } from "./find-customer";
export { findEmail } from "./find-email";
export { findCodeReader, findReader } from "./find-reader";
export { guessCountry } from "./guess-country";
export { listMailsTo } from "./list-mails-to";
export { listOtherIds } from "./list-other-ids";
export { matchSignIns, type SignInId } from "./match-sign-ins";
export { findByNumber, hideId, listByNumber } from "./partner-customer";
export { CustomerContent, ExternalId, PartnerCustomer } from "./partner-schemas";
export { renameCustomer } from "./rename-customer";
export { Country, Email, Language, Ticket } from "./schemas";
export { setCountry } from "./set-country";
export { setLanguage } from "./set-language";
export { signInByEmail } from "./sign-in-by-email";
export { signInCustomer } from "./sign-in-customer";
export type { Claims, CustomerProfile, OtherId } from "./types";
export {
  deleteByNumber,
  patchCustomer,
  putCustomer,
  type WrittenCustomer,
  writeCustomers,
} from "./write-customer";
