import { handle } from "@/app/_http/handlers";
import { launch } from "@/app/_http/launch";

/** Opens the Dash page of a device's card. */
export const GET = handle<{ deviceId: string; card: string }>((request, { deviceId, card }) =>
  launch(request, card, deviceId),
);
