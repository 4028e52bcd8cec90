import { z } from "zod";
import { about, type Group } from "./about";
import { days, hours } from "./checks";

export const sessions = {
  title: "Limit sessions",
  intro: "In hours; fractions are allowed.",
  settings: {
    SESSION_IDLE_HOURS: hours.default(24 * 14).register(about, {
      meaning: "A customer's session ends after this many hours without a visit.",
      example: "168",
    }),
    SESSION_MAX_HOURS: hours.default(24 * 90).register(about, {
      meaning: "A customer's session ends after this many hours in any case.",
      example: "720",
    }),
    STAFF_SESSION_IDLE_HOURS: hours.default(0.5).register(about, {
      meaning: "A staff session ends after this many hours without a visit.",
      example: "1",
    }),
    STAFF_SESSION_MAX_HOURS: hours.default(8).register(about, {
      meaning: "A staff session ends after this many hours in any case.",
      example: "10",
    }),
  },
} satisfies Group;

export const retention = {
  title: "Decide how long data is kept",
  intro: "In days; fractions are allowed. After that the worker deletes the data.",
  settings: {
    RETENTION_SESSION_DAYS: days.default(1).register(about, {
      meaning: "Days to keep a session after it ends.",
      example: "7",
    }),
    RETENTION_SIGN_IN_DAYS: days.default(30).register(about, {
      meaning: "Days to keep a customer's sign-ins. Their account page lists the last ten.",
      example: "90",
    }),
    RETENTION_LAUNCH_DAYS: days.default(365).register(about, {
      meaning: "Days to keep launches (trips to Amazon) and removed devices.",
      example: "90",
    }),
    RETENTION_READING_DAYS: days.default(100).register(about, {
      meaning:
        "Days to keep readings of supplies. The device page shows the last 90. They are deleted 50 days at a time, so the oldest can be up to 49 days older.",
      example: "400",
    }),
    RETENTION_CODE_DAYS: days.default(1).register(about, {
      meaning: "Days to keep records of requested codes and their addresses.",
      example: "2",
    }),
    RETENTION_MAIL_DAYS: days.default(7).register(about, {
      meaning: "Days that the mail queue keeps sent and failed mail: the recipient, not the content.",
      example: "14",
    }),
  },
} satisfies Group;

export const audit = {
  title: "Record what staff do",
  intro: "The audit log records what staff see and do.",
  settings: {
    AUDIT_ADDRESS: z
      .enum(["short", "full", "none"], "must be short, full or none")
      .default("short")
      .register(about, {
        meaning:
          "How network addresses are stored with what staff do, in the security log and with the sign-ins of customers: `short` (192.0.2.0/24, 2001:db8:1::/48), `full` or `none`.",
        example: "full",
      }),
  },
} satisfies Group;
