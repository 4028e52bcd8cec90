import { pool, type Tx } from "@/lib/db";
import { send } from "./send";
import type { Mail } from "./types";

/**
 * Queues a mail. Inside a transaction it is sent only if the transaction commits. Codes go before other mail: somebody
 * waits for them.
 */
export const enqueueMail = (mail: Mail, tx: Tx = pool()): Promise<void> =>
  send("mail", mail, tx, mail.kind === "code" ? 1 : 0);
