import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The link back, above a page's heading. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="-ml-1 inline-flex min-h-12 items-center gap-1 text-muted hover:text-ink">
      <Icon name="back" /> {children}
    </a>
  );
}
