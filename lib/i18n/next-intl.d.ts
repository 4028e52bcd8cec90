import type { formats } from "./formats";
import type { Language } from "./languages";
import type { Messages } from "./messages";

declare module "next-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
    Formats: typeof formats;
  }
}
