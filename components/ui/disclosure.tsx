import type { ReactNode } from "react";

type Props = { id?: string; open?: boolean; summary: string; children: ReactNode };

/** A collapsed section behind a summary that looks like a link, 48 px tall at any text size. */
export function Disclosure({ id, open, summary, children }: Props) {
  return (
    <details id={id} open={open}>
      <summary className="disclosure">{summary}</summary>
      {children}
    </details>
  );
}
