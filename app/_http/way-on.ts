import type { Viewer } from "@/lib/viewer";

/** Where somebody goes on from a page that says what went wrong, and the key of the words for it. */
export const wayOn = (viewer: Viewer | null) =>
  viewer?.kind === "staff"
    ? ({ href: "/support", words: "desk.search" } as const)
    : ({ href: "/devices", words: "problems.onwards" } as const);
