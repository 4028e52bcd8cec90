import type { ReactNode } from "react";

type Props = {
  /** The headings of the columns. */
  columns: readonly string[];
  /** Whether a last column, without a heading, holds buttons. */
  hasButtons?: boolean;
  /** Rows, `tr`. */
  children: ReactNode;
};

/** A table for staff; on phones, each row is a block of lines. */
export function StackedTable({ columns, hasButtons = false, children }: Props) {
  return (
    <table className="w-full text-left tabular-nums max-md:block">
      <thead className="text-meta text-muted max-md:sr-only">
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col" className="h-8 pr-4 font-normal">
              {name}
            </th>
          ))}
          {hasButtons && <td />}
        </tr>
      </thead>
      <tbody className="max-md:block">{children}</tbody>
    </table>
  );
}

/** The name of a cell's column, shown on phones, where the headings are hidden. */
export const CellLabel = ({ children }: { children: ReactNode }) => (
  <span aria-hidden="true" className="mr-2 text-meta text-muted md:hidden">
    {children}
  </span>
);
