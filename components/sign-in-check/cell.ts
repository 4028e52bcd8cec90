/** Classes of a cell of both tables. */
export const cell = "py-1 pr-4 align-baseline wrap-anywhere max-md:block max-md:p-0";
