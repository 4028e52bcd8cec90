import type { ReactNode } from "react";

/** A box that scrolls sideways if its table is wider, also with the keyboard. */
export const ScrollBox = ({ label, children }: { label: string; children: ReactNode }) => (
  <section
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: otherwise the keyboard could not scroll it.
    tabIndex={0}
    className="overflow-x-auto rounded-row bg-surface shadow-tile"
  >
    {children}
  </section>
);
