/** How pages write times, in UTC; a moment says so, since colleagues in several places compare it. */
export const formats = {
  dateTime: {
    day: { dateStyle: "medium" },
    moment: {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
    },
  },
} as const;
