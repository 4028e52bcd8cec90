/** What an identity provider said about a person, checked: text without control characters, country and language well-formed. */
export type Claims = {
  issuer: string;
  subject: string;
  /** Value of the configured claim that may equal a customer's externalId. */
  externalId: string | null;
  name: string | null;
  /** Only when the provider calls it verified. */
  email: string | null;
  country: string | null;
  language: string | null;
  roles: readonly string[];
};
