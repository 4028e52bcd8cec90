import { handle } from "@/app/_http/handlers";
import { launch } from "@/app/_http/launch";

/** Opens the Dash page of the card for the whole account. */
export const GET = handle<{ card: string }>((request, { card }) => launch(request, card, null));
