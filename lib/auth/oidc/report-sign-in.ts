import { log } from "@/lib/observability";
import { describeShape, type Shape } from "./find-claim";
import type { ClaimReading, ReadClaims } from "./read-claims";

/** What arrived in a sign-in, and how the portal read it. */
export type SignInReport = {
  readings: ClaimReading[];
  /** `value` is shortened. */
  arrived: { claim: string; shape: Shape; value: string }[];
};

/** Most claims, and most characters of a text, that a report holds. */
const [mostClaims, longestText] = [100, 200];

/** Reports a sign-in for the page on which an administrator checks their own. */
export const reportSignIn = (given: Record<string, unknown>, { readings }: ReadClaims): SignInReport => ({
  readings: readings.map((reading) => ({ ...reading, value: reading.value && shorten(reading.value) })),
  arrived: Object.entries(given)
    .slice(0, mostClaims)
    .map(([claim, value]) => ({
      claim: shorten(claim),
      shape: describeShape(value),
      value: shorten(typeof value === "string" ? value : JSON.stringify(value)),
    })),
});

/** Shortens a text, and removes what PostgreSQL's jsonb does not take. */
function shorten(text: string): string {
  const kept = text.slice(0, longestText).replace(/[\0\p{Cs}]/gu, "");
  return text.length > longestText ? `${kept}…` : kept;
}

/** Logs claims that arrived and say nothing that the portal can use: their names and shapes, never their values. */
export function logUnusable({ readings }: ReadClaims, reference: string): void {
  const claims = readings.flatMap(({ claim, shape, fault }) => (fault ? [{ claim, fault, shape }] : []));
  if (claims.length > 0) log().warn({ what: "sign-in: unusable claims", reference, claims });
}
