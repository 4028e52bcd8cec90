/** Classes for an input or a select. */
export const field = "min-h-12 w-full rounded-control border border-control bg-surface px-3 text-body";

/** Classes for the label above it. */
export const fieldLabel = "mb-1 block text-meta text-muted";

/** Classes for a form with one field and its button beside it. */
export const oneField = "mt-4 flex flex-wrap items-end gap-3";

/** Classes for that field's label. */
export const oneFieldLabel = "block min-w-0 grow sm:max-w-80";
