import { useFormatter } from "next-intl";
import type { ReactNode } from "react";

/** Classes for a cell; on phones, each is a line, or a part of one. */
export const cell = "py-2 pr-4 align-top wrap-anywhere last:pr-0 max-md:block max-md:p-0";

/** A row of a short list, which begins with a moment. */
export function ListRow({ at, children }: { at: Date; children: ReactNode }) {
  return (
    <tr className="border-t border-line max-md:block max-md:py-3 md:h-10">
      <td className={`${cell} text-muted md:whitespace-nowrap`}>
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
