import PostalMime from "postal-mime";

/** A received mail. */
export interface Mail {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Sender and recipients of the envelope, which may differ from the headers. */
  from: string;
  to: string[];
  subject: string;
  headers: { name: string; value: string }[];
  text: string | null;
  html: string | null;
  /** Every link that a reader or scanner could follow, without duplicates. */
  links: string[];
}

/** The SMTP envelope: sender and recipients. */
export type Envelope = Pick<Mail, "from" | "to">;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16));
  });
}

function findLinks(text: string, html: string): string[] {
  const inHtml = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, one, other]) =>
    decode(one ?? other ?? ""),
  );
  const inText = [...text.matchAll(/\bhttps?:\/\/[^\s<>"]+/g)].map(([link]) =>
    link.replace(/[.,;:!?)]+$/, ""),
  );
  return [...new Set([...inHtml, ...inText])];
}

/** Parses a message as a mail client does. */
export async function parseMail(id: string, { from, to }: Envelope, raw: Buffer): Promise<Mail> {
  const { subject, headers, text, html } = await PostalMime.parse(raw);
  return {
    id,
    at: new Date().toISOString(),
    from,
    to,
    subject: subject ?? "",
    headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: text ?? null,
    html: html ?? null,
    links: findLinks(text ?? "", html ?? ""),
  };
}
