import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import type { StaffMember } from "@/lib/staff/types";

const cell = "py-1 pr-4 max-md:block max-md:p-0";

type Props = {
  member: StaffMember;
  /** Whether this is the viewer; the element `own-sessions` on the page explains what ending theirs does. */
  isViewer: boolean;
};

/** A staff member, with a button to end their sessions if there are any. */
export function StaffRow({ member, isViewer }: Props) {
  const t = useTranslations("staff");
  const desk = useTranslations("desk");
  const format = useFormatter();
  const { id, name, email, role, seenAt, sessions } = member;
  return (
    <tr className="border-t border-line max-md:block max-md:py-3 md:h-10">
      <th scope="row" className={`${cell} font-medium wrap-anywhere`}>
        <span id={`staff-${id}`}>{isolate(name ?? desk("noName"))}</span>
        {isViewer && (
          <span className="ml-2 inline-block rounded-full bg-sunken px-2 text-meta font-normal">
            {t("you")}
          </span>
        )}
      </th>
      <td className={`${cell} text-muted wrap-anywhere`}>{email && isolate(email)}</td>
      <td className={cell}>{desk(`roles.${role}`)}</td>
      <td className={`${cell} md:whitespace-nowrap`}>
        <span className="mr-2 text-muted md:hidden">{t("seen")}</span>
        {seenAt ? format.dateTime(seenAt, "moment") : t("never")}
      </td>
      <td className={`${cell} md:whitespace-nowrap`}>{t("count", { count: sessions })}</td>
      <td className="py-1 text-right max-md:block max-md:pt-2 max-md:pb-0 max-md:text-left">
        {sessions > 0 && (
          <form method="post" action={routes.endStaffSessions()}>
            <input type="hidden" name="staff" value={id} />
            <button
              type="submit"
              aria-describedby={`staff-${id}${isViewer ? " own-sessions" : ""}`}
              className="min-h-12 rounded-control border border-control px-3 font-medium whitespace-nowrap hover:bg-sunken md:min-h-8"
            >
              {t("end")}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}
