export * from "./audit";
export * from "./codes";
export * from "./devices";
export * from "./launches";
export * from "./people";
export * from "./search";
