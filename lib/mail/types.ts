import type { Language } from "@/lib/i18n/languages";

/** A mail in words: both parts say the same. */
export type Letter = { language: Language; subject: string; text: string; html: string };

/** What a letter is made of, from top to bottom. */
export type Block =
  | { kind: "text"; text: string }
  /** Digits that somebody reads, copies or types. */
  | { kind: "code"; code: string }
  /** `button`: the one thing that the letter is about. */
  | { kind: "link" | "button"; label: string; href: string };
