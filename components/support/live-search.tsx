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
  const asking = useRef<AbortController>(undefined);

  function follow(element: EventTarget, delay: number) {
    const form = (element as HTMLElement).closest("form");
    if (!form) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => startTransition(() => show(form)), delay);
  }

  /** Asks for the address of the results, in which nobody can read what was typed, and goes there. */
  async function show(form: HTMLFormElement) {
    asking.current?.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    const address = await fetchAddress(form, signal).catch(() => null);
    if (signal.aborted) return;
    // The browser shows the server's answer, or that there is none.
    if (address === null) form.submit();
    else startTransition(() => router.replace(address, { scroll: false }));
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

/** @returns null if the portal refuses; after a session has ended, the address of the sign-in */
async function fetchAddress(form: HTMLFormElement, signal: AbortSignal): Promise<string | null> {
  const [body, headers] = [new URLSearchParams(new FormData(form) as never), { accept: "text/plain" }];
  const answer = await fetch(form.action, { method: "POST", body, headers, signal });
  if (answer.redirected) return answer.url;
  return answer.ok ? answer.text() : null;
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
