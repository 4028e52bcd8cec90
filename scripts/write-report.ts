import type { Finding, Section, Topic } from "@/lib/doctor";

const titles: Record<Topic, string> = {
  settings: "Settings",
  database: "Database",
  mail: "Mail server",
  provider: "Identity provider",
  proxy: "Public address",
  rows: "Data",
  worker: "Worker",
};

const marks: Record<Finding["state"], string> = { fine: "✓", warning: "!", fault: "✗", note: "·" };

const count = (sections: Section[], state: Finding["state"]) =>
  sections.flatMap(({ findings }) => findings).filter((finding) => finding.state === state).length;

/** Whether anything keeps the portal from working as it should. */
export const hasFault = (sections: Section[]): boolean => count(sections, "fault") > 0;

/** Writes what the doctor found: a line for each finding, and the numbers of faults and warnings at the end. */
export function writeReport(sections: Section[]): string {
  const parts = sections.map(({ topic, findings }) =>
    [titles[topic], ...findings.map((finding) => `  ${writeFinding(finding)}`)].join("\n"),
  );
  const end = `Faults: ${count(sections, "fault")}. Warnings: ${count(sections, "warning")}.`;
  return [...parts, end].join("\n\n");
}

function writeFinding({ state, text, fix }: Finding): string {
  // A server's message may have several lines.
  const line = `${marks[state]} ${text}${fix ? ` → ${fix}` : ""}`;
  return line.replace(/\s*\n\s*/g, " ");
}
