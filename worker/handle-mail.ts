import type { JobWithMetadata } from "pg-boss";
import { LarderError } from "@/lib/errors";
import { giveUp, type Mail } from "@/lib/jobs";
import { sendMail } from "@/lib/mail";
import { count, logFailure } from "@/lib/observability";
import { writeMail } from "./write-mail";

/**
 * Writes and sends a queued mail. Logs and rethrows a failure: the queue retries with backoff until no try is
 * left or the mail is undeliverable.
 */
export async function handleMail(job: JobWithMetadata<Mail>): Promise<void> {
  const { id, data, createdOn, retryCount, retryLimit } = job;
  try {
    const mail = await writeMail(data, createdOn);
    if (mail) await sendMail(mail.to, id, mail.letter);
    count("mails", { kind: data.kind, result: mail ? "sent" : "dropped" });
  } catch (error) {
    const isHopeless = error instanceof LarderError && error.code === "mail-undeliverable";
    const isLast = isHopeless || retryCount >= retryLimit;
    count("mails", { kind: data.kind, result: isLast ? "given-up" : "failed" });
    const what = isLast ? "mail given up" : "mail";
    const reference = logFailure(what, error, { job: id, kind: data.kind, attempt: retryCount + 1 });
    if (isHopeless) await giveUp("mail", id);
    // The queue stores the error, so it carries only our own message: a query's error may contain the
    // address.
    const reason = error instanceof LarderError ? error.message : "failed";
    throw new Error(`${reason} (reference ${reference})`);
  }
}
