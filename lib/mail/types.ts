import type { Language } from "@/lib/i18n/languages";

/** A written mail; the text and HTML parts have the same content. */
export type Letter = { language: Language; subject: string; text: string; html: string };

/** A part of a letter. */
export type Block =
  | { kind: "text"; text: string }
  /** Digits to read, copy or type. */
  | { kind: "code"; code: string }
  /** `button` is the letter's main action. */
  | { kind: "link" | "button"; label: string; href: string };
