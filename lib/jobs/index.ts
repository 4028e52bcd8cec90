export { countJobs } from "./count-jobs";
export { enqueueImport, isImportWaiting } from "./enqueue-import";
export { enqueueMail } from "./enqueue-mail";
export { giveUp } from "./give-up";
export { isQueued } from "./is-queued";
export { deleteMails, listMails } from "./mails-about";
export { migrateQueue, type QueueName, queueNames } from "./queue";
export { type ImportJob, type LinkMail, type Mail, mailKinds, type QueuedMail } from "./types";
