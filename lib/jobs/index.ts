export { enqueueMail } from "./enqueue-mail";
export { giveUp } from "./give-up";
export { deleteMails, listMails } from "./mails-about";
export { migrateQueue, type QueueName } from "./queue";
export type { Mail, QueuedMail } from "./types";
