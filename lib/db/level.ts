import journal from "./migrations/meta/_journal.json" with { type: "json" };

/** The number of this build's newest migration. The database must be at this level, or above it and still serving it. */
export const buildLevel: number = Math.max(...journal.entries.map(({ idx }) => idx));
