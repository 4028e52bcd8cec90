type Name = "out" | "back" | "next" | "search" | "globe" | "person" | "check";

/** A line icon of app/icons.svg. It is decorative: the text beside it carries the meaning. */
export const Icon = ({ name, className = "" }: { name: Name; className?: string }) => (
  <span className={`icon icon-${name} ${className}`.trimEnd()} />
);
