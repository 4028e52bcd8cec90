import { handle } from "@/app/_http/handlers";
import { launch } from "@/app/_http/launch";

/** A card of the whole account → its Dash page at Amazon. */
export const GET = handle<{ card: string }>((request, { card }) => launch(request, card, null));
