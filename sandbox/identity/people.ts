import { z } from "zod";

const Person = z.strictObject({
  subject: z.string().min(1).max(255),
  name: z.string().min(1),
  email: z.email(),
  emailVerified: z.boolean(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  locale: z.string().min(2),
  roles: z.array(z.string().min(1)).default([]),
  /** One line for the list, such as "40 devices, Germany". */
  about: z.string(),
});
export type Person = z.infer<typeof Person>;

/** The demo people, in the order of the sign-in page. */
export const People = z
  .array(Person)
  .min(1)
  .refine((people) => new Set(people.map(({ subject }) => subject)).size === people.length, {
    error: "Two people share one subject.",
  });

/** A person's claims, by their names in tokens and at userinfo. */
export function claimsOf(person: Person) {
  return {
    sub: person.subject,
    name: person.name,
    email: person.email,
    email_verified: person.emailVerified,
    locale: person.locale,
    roles: person.roles,
    ...(person.country && { country: person.country }),
  };
}
