import { handle } from "@/app/_http/handlers";
import { launchAccount } from "@/app/_http/launch";

/** Opens the Dash page of the card for the whole account. */
export const GET = handle<{ card: string }>((request, { card }) => launchAccount(request, card));
