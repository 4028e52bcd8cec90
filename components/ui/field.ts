/** Classes of an input or a select. */
export const field = "min-h-12 w-full rounded-control border border-control bg-surface px-3 text-body";

/** Classes of the words above one. */
export const fieldLabel = "mb-1 block text-meta text-muted";

/** Classes of a form of one field with its button beside it. */
export const oneField = "mt-4 flex flex-wrap items-end gap-3";

/** Classes of that field's label. */
export const oneFieldLabel = "block min-w-0 grow sm:max-w-80";
