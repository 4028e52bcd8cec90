export { enqueueMail } from "./enqueue-mail";
export { migrateQueue, type QueueName, queues } from "./queue";
export type { Mail } from "./types";
