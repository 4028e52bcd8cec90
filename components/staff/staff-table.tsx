import { useTranslations } from "next-intl";
import type { StaffMember } from "@/lib/staff/types";
import { StaffRow } from "./staff-row";

type Props = { staff: StaffMember[]; viewerId: string };

/** The table of staff members; on phones, each is a block of lines. */
export function StaffTable({ staff, viewerId }: Props) {
  const t = useTranslations("staff");
  return (
    <table className="w-full text-left tabular-nums max-md:block">
      <thead className="text-meta text-muted max-md:sr-only">
        <tr>
          {(["who", "email", "role", "seen", "sessions"] as const).map((name) => (
            <th key={name} scope="col" className="h-8 pr-4 font-normal">
              {t(name)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody className="max-md:block">
        {staff.map((member) => (
          <StaffRow key={member.id} member={member} isViewer={member.id === viewerId} />
        ))}
      </tbody>
    </table>
  );
}
