import type { ReactNode } from "react";
import { StackedTable } from "@/components/staff/stacked-table";

type Props = {
  id: string;
  title: string;
  /** Shown instead of the table while there are no rows. */
  none: string;
  columns: readonly string[];
  /** Rows, `tr`. */
  children: ReactNode[];
};

/** A short list of what happened last. */
export function LastList({ id, title, none, columns, children }: Props) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="text-card font-medium max-md:mb-1">
        {title}
      </h2>
      {children.length > 0 ? (
        <StackedTable columns={columns}>{children}</StackedTable>
      ) : (
        <p className="mt-1 text-muted">{none}</p>
      )}
    </section>
  );
}
