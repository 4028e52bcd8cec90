const start = "\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]";
const formula = new RegExp(`^(?=${start})`);
const guarded = new RegExp(`^'(?=${start})`);

/** Adds an apostrophe to what a spreadsheet would run as a formula. */
export const guardCell = (text: string): string => text.replace(formula, "'");

/** Takes off the apostrophe that `guardCell` adds. */
export const unguardCell = (text: string): string => text.replace(guarded, "");
