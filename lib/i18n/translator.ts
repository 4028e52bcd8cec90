import { createTranslator } from "next-intl";
import messages from "@/messages/en.json";
import { languages } from "./languages";

/** Words for a handler's own page, outside of React: a translator for the language that the request gets. */
export const translatorFor = (_request: Request) => createTranslator({ locale: languages[0], messages });
