import { z } from "zod";
import { CountryCode, createLine, LanguageTag } from "@/lib/names";

/** The partner's own number of a customer. A path cannot hold "." and "..". */
export const ExternalId = createLine(255)
  .refine((text) => text !== "." && text !== "..", 'must not be "." or ".."')
  .meta({
    description:
      "Your number of the customer: any characters but control characters, and no space at its ends. Percent-encode it in a path.",
    example: "10042",
  });

const email = z
  .email("must be an e-mail address")
  .max(254, "must have at most 254 characters")
  .refine((text) => text.indexOf("@") <= 64, "must have at most 64 characters before the @")
  .meta({ description: "An address that you verified: a code sent to it signs the customer in." });

const country = CountryCode.meta({
  description: "The country of the customer's Amazon account, ISO 3166-1 alpha-2.",
  example: "DE",
});

const language = LanguageTag.meta({ description: "The customer's language, BCP 47.", example: "de" });

/** A number of the customer in another system of the partner. */
export const OtherId = z
  .strictObject({
    source: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/, "must be a lower-case word, such as crm")
      .meta({
        description:
          "The system, such as `crm`. `identity` is your identity provider: its claim is compared with this.",
        example: "crm",
      }),
    externalId: createLine(255).meta({ example: "K-2207" }),
  })
  .meta({ id: "OtherId" });

/** A customer as the partner's systems give it. */
export const CustomerContent = z
  .strictObject({
    name: createLine(200).nullable().optional().meta({ example: "Emily Carter" }),
    email: email.nullable().optional(),
    country: country.nullable().optional(),
    language: language.nullable().optional(),
    otherIds: z
      .array(OtherId)
      .max(20)
      .refine(
        (ids) => new Set(ids.map(({ source, externalId }) => `${source} ${externalId}`)).size === ids.length,
        "must not name a number twice",
      )
      .optional()
      .meta({ description: "The customer's numbers in other systems of yours." }),
  })
  .meta({ id: "CustomerContent" });
/** A customer as the partner's systems give it. */
export type CustomerContent = z.output<typeof CustomerContent>;

/** A customer as the partner's systems see it. */
export const PartnerCustomer = z
  .strictObject({
    externalId: ExternalId,
    name: z.string().nullable(),
    email: z.string().nullable(),
    country: z.string().nullable(),
    language: z
      .string()
      .nullable()
      .meta({ description: "BCP 47; `mul` if the customer leaves it to the browser." }),
    otherIds: z.array(OtherId),
    writtenBy: z
      .partialRecord(
        z.enum(["name", "email", "country", "language"]),
        z.enum(["customer", "provider", "partner"]),
      )
      .meta({ description: "Who wrote a field last. You cannot overwrite what the customer wrote." }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Customer" });
/** A customer as the partner's systems see it. */
export type PartnerCustomer = z.output<typeof PartnerCustomer>;
