import type { ReactNode } from "react";

type Props = {
  id: string;
  title: string;
  text: ReactNode;
  /** The button that starts it; below the text on phones, otherwise beside it. */
  action: ReactNode;
  children?: ReactNode;
};

/** One option to hand over a card. */
export function HandOverOption({ id, title, text, action, children }: Props) {
  return (
    <li id={id} className="scroll-mt-12 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 sm:flex-nowrap">
        <div className="min-w-0">
          <h3 className="font-medium">{title}</h3>
          <div className="max-w-words text-muted">{text}</div>
        </div>
        <div className="shrink-0">{action}</div>
      </div>
      {children}
    </li>
  );
}
