import type { ComponentProps, ReactNode } from "react";
import { StaffNavigation } from "./staff-navigation";

type Props = ComponentProps<typeof StaffNavigation> & { children: ReactNode };

/** The layout of a staff page: denser than a customer's, with navigation on top. */
export function StaffLayout({ children, ...navigation }: Props) {
  return (
    <div className="text-desk">
      <StaffNavigation {...navigation} />
      <div className="py-4 sm:py-6">{children}</div>
    </div>
  );
}
