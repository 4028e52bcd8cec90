import type { ReactNode } from "react";
import { textLink } from "@/components/ui/button";
import { useFormatter } from "@/lib/i18n/intl";

/** Classes for a cell; on phones, it stands behind the moment. */
export const cell = "py-2 pr-4 align-top last:pr-0 max-md:p-0";

/** Classes for the cell that says what the row is about; on phones, it is the first line. */
export const leadCell = `${cell} wrap-anywhere max-md:order-first max-md:basis-full`;

/** Classes for a link in a cell; padding makes its target tall enough for phones and moves no line. */
export const cellLink = `${textLink} max-md:py-3.5`;

/** A row of a short list, which begins with a moment. */
export function ListRow({ at, children }: { at: Date; children: ReactNode }) {
  return (
    <tr className="border-t border-line max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:py-3 md:h-10">
      <td className={`${cell} whitespace-nowrap text-muted`}>
        <Moment at={at} />
      </td>
      {children}
    </tr>
  );
}

/** A moment in UTC without its year: all of them are recent. */
export function Moment({ at }: { at: Date }) {
  const format = useFormatter();
  return (
    <time dateTime={at.toISOString()}>
      {format.dateTime(at, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" })}
    </time>
  );
}
