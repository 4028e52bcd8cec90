/** Classes of an input or a select. */
export const field = "min-h-12 w-full rounded-control border border-control bg-surface px-3 text-body";

/** Classes of the words above one. */
export const fieldLabel = "mb-1 block text-meta text-muted";
