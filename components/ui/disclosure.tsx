import type { ReactNode } from "react";

type Props = { id?: string; open?: boolean; summary: string; children: ReactNode };

/** Folds away what few people need, behind words that look like a link: 48 px high, whatever their size. */
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
