export { type Limit, takePoint } from "./take-point";
