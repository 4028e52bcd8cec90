import { pool, type Tx } from "@/lib/db";
import { send } from "./send";
import type { Mail } from "./types";

/** Queues a mail. Inside a transaction it is sent only if the transaction commits. */
export const enqueueMail = (mail: Mail, tx: Tx = pool()): Promise<void> => send("mail", mail, tx);
