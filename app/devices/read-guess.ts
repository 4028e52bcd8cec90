import { headers } from "next/headers";
import { guessCountry } from "@/lib/customers";
import type { Customer } from "@/lib/viewer";

/** Guesses the country of the viewer's Amazon account from their languages; null without a hint. */
export const readGuess = async (viewer: Customer): Promise<string | null> =>
  guessCountry(viewer.language, (await headers()).get("accept-language"));
