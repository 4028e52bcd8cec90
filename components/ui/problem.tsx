import type { ReactNode } from "react";

type Props = {
  /** Named in the field's aria-describedby. */
  id?: string;
  children: ReactNode;
};

/** What was wrong with the last attempt, in words below its field. */
export function Problem({ id, children }: Props) {
  return (
    <p id={id} role="alert" className="mt-2 text-danger">
      {children}
    </p>
  );
}
