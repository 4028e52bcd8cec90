import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The link back, above a page's heading. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="link-back">
      <Icon name="back" />
      {children}
    </a>
  );
}
