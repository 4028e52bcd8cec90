// Lets a test render components in English: vi.mock("@/lib/i18n/intl", () => import("@/tests/english"));
import { loadWords } from "@/lib/i18n/words";
import { setSettings } from "./stage";

setSettings({});
const { translate, format, language } = await loadWords("en-US");

export const useTranslations = translate;
export const useFormatter = () => format;
export const useLocale = () => language;
export const useNow = () => new Date();
