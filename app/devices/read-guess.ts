import { headers } from "next/headers";
import { guessCountry } from "@/lib/customers";
import type { Customer } from "@/lib/viewer";

/** Guesses the country of a person's Amazon account from their languages; null without a hint. */
export const readGuess = async (viewer: Customer | null): Promise<string | null> =>
  guessCountry(viewer?.language ?? null, (await headers()).get("accept-language"));
