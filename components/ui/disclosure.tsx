import type { ReactNode } from "react";

type Props = { id?: string; open?: boolean; summary: string; children: ReactNode };

/** A collapsed section behind a summary that looks like a link, 48 px tall at any text size. */
export function Disclosure({ id, open, summary, children }: Props) {
  return (
    <details id={id} open={open}>
      <summary className="ml-5 w-fit list-outside py-[calc((3rem-1lh)/2)] text-accent underline decoration-1 underline-offset-4">
        {summary}
      </summary>
      {children}
    </details>
  );
}
