"use client";

import { useState, useSyncExternalStore } from "react";
import { button } from "./button";
import { Icon } from "./icon";

type Props = {
  /** Id of the field whose text is copied; its label names it. */
  field: string;
  labelId: string;
  copy: string;
  copied: string;
};

const subscribeToNothing = () => () => {};

/** The button that copies a field's text. If the browser forbids that, it selects the text instead. */
export function CopyButton({ field, labelId, copy, copied }: Props) {
  const [isCopied, setCopied] = useState(false);
  // Hidden without JavaScript, when it would do nothing.
  const works = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  async function press() {
    const input = document.getElementById(field) as HTMLInputElement;
    try {
      await navigator.clipboard.writeText(input.value);
    } catch {
      input.select();
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 4000);
  }
  return (
    <>
      <button
        type="button"
        id={`${field}-copy`}
        aria-labelledby={`${field}-copy ${labelId}`}
        onClick={press}
        className={`${button.secondary} ${works ? "" : "invisible"}`}
      >
        {isCopied && <Icon name="check" className="size-4" />}
        {isCopied ? copied : copy}
      </button>
      <span aria-live="polite" className="sr-only">
        {isCopied && copied}
      </span>
    </>
  );
}
