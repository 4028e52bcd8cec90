export { writeThemeCss } from "./write-theme-css";
