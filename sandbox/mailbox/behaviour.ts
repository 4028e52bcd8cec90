import { z } from "zod";

/** The modes of a mail server. */
export const modes = {
  accept: "Accept every mail",
  refuse: "Refuse every recipient temporarily (450)",
  reject: "Reject every recipient permanently (550)",
  hang: "Hang: accept connections and say nothing",
  late: "Keep the mail but never confirm it",
} as const;

/** The schema of the control form. */
export const Behaviour = z.strictObject({
  mode: z.enum(Object.keys(modes) as [Mode], { error: `Choose ${Object.keys(modes).join(", ")}.` }),
});

/** One of the modes. */
export type Mode = keyof typeof modes;
