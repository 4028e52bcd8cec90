import type { ReactNode } from "react";

type Props = {
  /** Referenced by the field's aria-describedby. */
  id?: string;
  children: ReactNode;
};

/** The error message below a field. */
export function Problem({ id, children }: Props) {
  return (
    <p id={id} role="alert" className="mt-2 text-danger">
      {children}
    </p>
  );
}
