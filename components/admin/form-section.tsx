import type { ReactNode } from "react";

type Props = { id?: string; title: string; text?: string; children: ReactNode };

/** A part of a long form, with its heading. */
export const FormSection = ({ id, title, text, children }: Props) => (
  <section id={id} className="grid grid-cols-1 gap-4">
    <div>
      <h2 className="text-section font-bold">{title}</h2>
      {text && <p className="mt-1 max-w-words text-muted">{text}</p>}
    </div>
    {children}
  </section>
);
