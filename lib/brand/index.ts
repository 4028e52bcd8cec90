export { loadTheme } from "./load-theme";
