export { enqueueMail } from "./enqueue-mail";
export { giveUp } from "./give-up";
export { migrateQueue, type QueueName, queues } from "./queue";
export type { Mail } from "./types";
