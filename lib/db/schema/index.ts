export * from "./audit";
export * from "./codes";
export * from "./devices";
export * from "./launches";
export * from "./levels";
export * from "./people";
export * from "./search";
