export { enqueueImport, isImportWaiting } from "./enqueue-import";
export { enqueueMail } from "./enqueue-mail";
export { giveUp } from "./give-up";
export { isQueued } from "./is-queued";
export { deleteMails, listMails } from "./mails-about";
export { migrateQueue, type QueueName } from "./queue";
export type { ImportJob, LinkMail, Mail, QueuedMail } from "./types";
