import { and, eq, sql } from "drizzle-orm";
import { type CodeAnswer, findCode, tryCode } from "@/lib/codes";
import { customers, emailCodes, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import type { Customer } from "@/lib/viewer";
import { findByEmail, lockEmail } from "./find-by-email";

/** What came of it: besides a code's own answers, `taken` for an address that somebody else has. */
type Changed = "changed" | "taken" | Exclude<CodeAnswer["kind"], "right">;

/**
 * Changes the viewer's address to the one that a code was sent to, once that code is typed into the same browser.
 * The address before is told. Whether somebody else has the new one shows only after the code was right.
 */
export async function changeEmail(
  viewer: Customer,
  typed: string,
  browserHash: Buffer | null,
  secret: string,
): Promise<Changed> {
  // Two people may share a browser: the other's code is nothing to try for this one.
  const code = await findCode(browserHash, "change-email");
  if (code?.customerId !== viewer.id) return "over";
  const answer = await tryCode(browserHash, "change-email", typed, secret);
  if (answer.kind !== "right") return answer.kind;
  if (answer.customerId !== viewer.id) return "over";
  return keepAddress(viewer, answer.email);
}

const keepAddress = (viewer: Customer, email: string): Promise<"changed" | "taken"> =>
  transaction(async (tx, client) => {
    await lockEmail(tx, email);
    const match = await findByEmail(email, tx);
    if (match !== "nobody" && (typeof match === "string" || match.id !== viewer.id)) return "taken";
    const isViewer = eq(customers.id, viewer.id);
    const [before] = await tx
      .select({ email: customers.email })
      .from(customers)
      .where(isViewer)
      .for("update");
    await tx.update(customers).set({ email }).where(isViewer);
    if (before?.email && before.email.toLowerCase() !== email.toLowerCase()) {
      // What was sent there is no longer about this customer, and would outlive their deletion.
      await tx
        .delete(emailCodes)
        .where(
          and(eq(emailCodes.purpose, "sign-in"), sql`lower(${emailCodes.email}) = lower(${before.email})`),
        );
      await enqueueMail(client, { kind: "email-changed", customerId: viewer.id, to: before.email });
    }
    return "changed";
  });
