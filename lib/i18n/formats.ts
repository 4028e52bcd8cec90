/**
 * Formats of dates and times, in UTC. `moment` names the zone, because staff in different time zones compare
 * times.
 */
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
