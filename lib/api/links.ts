import { z } from "@hono/zod-openapi";
import { PartnerSerial } from "@/lib/devices";
import { type LaunchSettings, listLinks } from "@/lib/launches";
import { ModelId } from "@/lib/models";
import { CountryCode, createLine } from "@/lib/names";
import { refuse } from "@/lib/result";
import { type Api, addOperation, answerWith } from "./api";

const exitUri = createLine(2000).optional().meta({
  description:
    "Where Exit at Amazon leads: one of the addresses in the setting DASH_EXIT_URIS. Without one, the portal.",
  example: "acme-app://dash-return",
});

const LinkRequest = z
  .union([
    z.strictObject({ modelId: ModelId, serial: PartnerSerial, exitUri }),
    z.strictObject({
      modelId: ModelId,
      country: CountryCode.meta({
        description: "Of the customer's Amazon account, ISO 3166-1 alpha-2.",
        example: "DE",
      }),
      exitUri,
    }),
  ])
  .meta({ id: "LinkRequest", description: "A registered device, or a model and a country." });

const LinkList = z
  .strictObject({
    country: z.string(),
    region: z.enum(["EU", "NA", "FE"]),
    cards: z.array(
      z.strictObject({
        card: z.string().meta({ example: "supplies" }),
        page: z.string().meta({ description: "Amazon's page type.", example: "sensor_tracking_selection" }),
        website: z.url(),
        app: z.url(),
      }),
    ),
  })
  .meta({ id: "LinkList" });

/** Adds the operation that writes links. */
export function addLinks(api: Api, launches: LaunchSettings, exitUris: readonly string[]): void {
  addOperation(
    api,
    {
      method: "post",
      path: "/links",
      id: "listLinks",
      tag: "Links",
      summary: "Get the links to Amazon of a device or a model",
      description:
        "All cards, each with the link for the website and for the Alexa app. Nothing is recorded: who opens such a link comes back to exitUri, not to a launch of the portal.",
      permission: "links:read",
      body: LinkRequest,
      answers: { 200: { description: "The cards.", schema: LinkList } },
      problems: ["not-found", "model-unknown", "country-unknown", "card-none", "exit-unknown"],
    },
    async ({ scope, body: { exitUri: wanted, ...target } }) => {
      if (wanted !== undefined && !exitUris.includes(wanted))
        return refuse("exit-unknown", { field: "exitUri" });
      const settings = { ...launches, exitUri: wanted ?? launches.exitUri };
      return answerWith(await listLinks(scope, target, settings), (body) => ({ status: 200, body }));
    },
  );
}
