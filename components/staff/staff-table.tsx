import { useTranslations } from "@/lib/i18n/intl";
import type { StaffMember } from "@/lib/staff/types";
import { StackedTable } from "./stacked-table";
import { StaffRow } from "./staff-row";

const columns = ["who", "email", "role", "seen", "sessions"] as const;

type Props = { staff: StaffMember[]; viewerId: string };

/** The table of staff members; on phones, each is a block of lines. */
export function StaffTable({ staff, viewerId }: Props) {
  const t = useTranslations("staff");
  return (
    <StackedTable columns={columns.map((name) => t(name))} hasButtons>
      {staff.map((member) => (
        <StaffRow key={member.id} member={member} isViewer={member.id === viewerId} />
      ))}
    </StackedTable>
  );
}
