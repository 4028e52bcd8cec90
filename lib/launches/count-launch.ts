import { cards, type Region } from "@/lib/dash";
import type { ProblemCode } from "@/lib/errors";
import { count } from "@/lib/observability";
import { type Result, succeed } from "@/lib/result";

/**
 * Counts a launch, or why there was none. Visitors choose the card's name, so only known ones become labels.
 * @returns the launch's URL, or its problem
 */
export function countLaunch<Code extends ProblemCode>(
  card: string,
  opened: Result<{ url: string; region: Region }, Code>,
  by: "customer" | "visitor" = "customer",
): Result<{ url: string }, Code> {
  const isCard = (cards as readonly string[]).includes(card);
  count("launches", {
    by,
    card: isCard ? card : "unknown",
    region: opened.ok ? opened.value.region : "none",
    outcome: opened.ok ? "opened" : opened.problems[0].code,
  });
  return opened.ok ? succeed({ url: opened.value.url }) : opened;
}
