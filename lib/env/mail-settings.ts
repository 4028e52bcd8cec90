import { z } from "zod";
import { about, type Group } from "./about";
import { url } from "./checks";

const address = String.raw`[^\s@<>"(),:;\[\]]+@[^\s@<>"(),:;\[\]]+\.[^\s@<>"(),:;\[\]]+`;

export const mail = {
  title: "Send mail",
  intro:
    "Sign-in by code needs mail, and so do customers who want to change their e-mail address. The worker sends it.",
  settings: {
    SMTP_URL: url
      .refine((text) => /^smtps?:/.test(text), "must start with smtp:// or smtps://")
      .optional()
      .register(about, {
        meaning:
          "Your mail server: `smtps://` (TLS from the start) or `smtp://` (STARTTLS). Mail to another machine goes only over an encrypted connection; add `?requireTLS=false` for a server without TLS inside your own network.",
        example: "smtps://user:password@smtp.example.com:465",
        secret: true,
      }),
    MAIL_FROM: z
      .string()
      .regex(
        new RegExp(`^([^<>"\\p{Cc}]* <${address}>|${address})$`, "u"),
        "must be an address, or a name and <address>",
      )
      .optional()
      .register(about, {
        meaning: "The sender of all mail. A bare address uses `PARTNER_NAME` as its name.",
        example: "Hearthby <devices@example.com>",
      }),
  },
} satisfies Group;
