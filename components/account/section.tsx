import type { ReactNode } from "react";

/** A section of the account page. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="rounded-tile bg-surface p-5 shadow-tile sm:p-6">
      <h2 id={id} className="text-card font-medium">
        {title}
      </h2>
      {children}
    </section>
  );
}
