export { describeFault, type SmtpFault, tryMailServer } from "./mail-server";
export { mailsAtOnce, sendMail } from "./send-mail";
export type { Letter } from "./types";
export { writeCodeMail } from "./write-code-mail";
export { writeEmailChangedMail } from "./write-email-changed-mail";
export { writeLinkMail } from "./write-link-mail";
