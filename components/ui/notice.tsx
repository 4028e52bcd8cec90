import type { ReactNode } from "react";

/** A message at the top of a page: what just happened, or why something is missing. */
export function Notice({ children, role }: { children: ReactNode; role?: "status" | "alert" }) {
  return (
    <div role={role} className="rounded-row bg-sunken px-4 py-3 sm:px-5 sm:py-4 dark:shadow-tile">
      {children}
    </div>
  );
}
