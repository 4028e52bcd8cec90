import { z } from "@hono/zod-openapi";
import { mostUnits, PartnerSerial, revocations, revokeUnits, Serial } from "@/lib/devices";
import { ModelId } from "@/lib/models";
import { createLine } from "@/lib/names";
import { type Api, addOperation, answerWith } from "./api";

const Unit = z.strictObject({ modelId: ModelId, serial: PartnerSerial }).meta({ id: "ListedUnit" });

const Revocation = z
  .strictObject({
    units: z
      .array(Unit)
      .min(1, "must name a unit")
      .max(mostUnits, `must have at most ${mostUnits}`)
      .superRefine((units, context) => {
        const seen = new Set<string>();
        for (const [place, { modelId, serial }] of units.entries()) {
          const unit = `${modelId} ${Serial.parse(serial)}`;
          if (seen.has(unit)) context.addIssue({ code: "custom", path: [place], message: "is listed twice" });
          seen.add(unit);
        }
      }),
    reason: createLine(200).meta({
      description: "Why; the audit keeps it. Name no customer.",
      example: "Stolen batch, T-4711",
    }),
  })
  .meta({ id: "Revocation" });

const Revoked = Unit.extend({
  outcome: z.enum(revocations).meta({
    description:
      "`revoked`: it left its owner's list. `blocked`: nobody had it, and now nobody can add it. `unchanged`: nobody had it, nor could have added it. `unknown`: there is no such unit.",
  }),
}).meta({ id: "RevokedUnit" });

/** Adds the operation that takes units from whoever has them. */
export function addRevocation(api: Api): void {
  addOperation(
    api,
    {
      method: "post",
      path: "/units/revoke",
      id: "revokeUnits",
      tag: "Claim codes",
      summary: "Revoke units",
      description:
        "For a stolen batch or a recall. The devices leave their owners' lists, no owner can undo it, and the claim codes go, so that nobody adds the units again. Case, spaces and hyphens of serial numbers do not count. Take the units off your own lists, too: PUT registers them again.",
      permission: "devices:write",
      body: Revocation,
      answers: {
        200: {
          description: "What happened to each unit, in the order of the request.",
          schema: z.strictObject({ units: z.array(Revoked) }),
        },
      },
    },
    async ({ scope, body: { units, reason } }) =>
      answerWith(await revokeUnits(scope, units, { reason }), (outcomes) => ({
        status: 200,
        body: { units: units.map((unit, place) => ({ ...unit, outcome: outcomes[place] })) },
      })),
  );
}
