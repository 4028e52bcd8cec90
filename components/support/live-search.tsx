"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useTransition } from "react";

/**
 * Adds live results and arrow keys to the server-rendered search form and its results. The router drops
 * responses that a newer one has overtaken.
 */
export function LiveSearch({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const whole = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function follow(element: EventTarget, delay: number) {
    const form = (element as HTMLElement).closest("form");
    if (!form) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const search = new FormData(form).get("q") as string;
      const query = search.trim() ? `?${new URLSearchParams({ q: search })}` : "";
      startTransition(() => router.replace(`${form.action}${query}`, { scroll: false }));
    }, delay);
  }

  // The box has the focus before this script loads, so people may already have typed.
  const catchUp = useEffectEvent(() => {
    const box = whole.current?.querySelector<HTMLInputElement>("input[name=q]");
    if (box && box.value !== box.defaultValue) follow(box, 200);
  });
  useEffect(() => catchUp(), []);

  return (
    <search
      ref={whole}
      aria-busy={isPending}
      // Skips text that an input method (IME) is still composing.
      onInput={(event) => (event.nativeEvent as InputEvent).isComposing || follow(event.target, 200)}
      onCompositionEnd={(event) => follow(event.target, 200)}
      onSubmit={(event) => {
        event.preventDefault();
        follow(event.target, 0);
      }}
      onKeyDown={moveFocus}
    >
      {children}
    </search>
  );
}

/** Moves the focus: arrow keys go from the box through the customers, Escape goes back to the box. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.nativeEvent.isComposing) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input[name=q], a[data-customer]")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at >= 0 && stops[{ ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key] ?? at];
  if (!next || next === document.activeElement) return;
  event.preventDefault();
  next.focus();
}
