import { handle } from "@/app/_http/handlers";
import { launchVisit } from "@/app/_http/launch";

/** Opens the Dash page of a model's card for somebody who is not signed in. */
export const GET = handle<{ card: string }>((request, { card }) => launchVisit(request, card));
