import type { ReactNode } from "react";

/** A message at the top of a page: what just happened, or why something is missing. */
export function Notice({ children, role }: { children: ReactNode; role?: "status" | "alert" }) {
  return (
    <div className="notice" {...(role && { role })}>
      {children}
    </div>
  );
}
