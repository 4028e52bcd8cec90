/** What may be wrong with a name: nothing to see, more than 60 characters, or characters that no name needs. */
export const nameProblems = ["empty", "long", "characters"] as const;
/** One of them. */
export type NameProblem = (typeof nameProblems)[number];

/** A name as it is kept, or what is wrong with it. */
export type NameResult = { ok: true; name: string } | { ok: false; problem: NameProblem };
