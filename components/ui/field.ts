/** Classes for an input or a select. */
export const field = "field";

/** Classes for the label above it. */
export const fieldLabel = "field-label";

/** Classes for a form with one field and its button beside it. */
export const oneField = "mt-4 flex flex-wrap items-end gap-3";

/** Classes for that field's label. */
export const oneFieldLabel = "block min-w-0 grow sm:max-w-80";
