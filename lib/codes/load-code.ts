import { statement } from "@/lib/db";
import type { CodePurpose } from "./types";

type Code = {
  purpose: CodePurpose;
  email: string;
  customerId: string | null;
  language: string;
  /** Used, or replaced by a newer one. */
  closed: boolean;
  /** For which it is still good, rounded up; 0 once it ran out. */
  minutesLeft: number;
};

const load = statement<Code>(
  "load_code",
  `select purpose, email, customer_id as "customerId", language, closed_at is not null as closed,
     greatest(0, ceil(extract(epoch from expires_at - now()) / 60))::int as "minutesLeft"
   from email_codes where id = $1`,
);

/** A code that was asked for, for the mail that carries it; null when it is gone. */
export async function loadCode(id: string): Promise<Code | null> {
  const [code] = await load(id);
  return code ?? null;
}
