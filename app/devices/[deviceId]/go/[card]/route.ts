import { handle } from "@/app/_http/handlers";
import { launch } from "@/app/_http/launch";

/** A card of one device → its Dash page at Amazon. */
export const GET = handle<{ deviceId: string; card: string }>((request, { deviceId, card }) =>
  launch(request, card, { deviceId }),
);
