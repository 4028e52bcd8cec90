export { themeCss } from "./theme-css";
