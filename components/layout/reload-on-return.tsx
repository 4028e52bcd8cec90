"use client";

import { useEffect } from "react";

/** Loads the page anew when the browser's Back brings it from memory: the session may have ended since. */
export function ReloadOnReturn() {
  useEffect(() => {
    const renew = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      document.documentElement.hidden = true;
      location.reload();
    };
    addEventListener("pageshow", renew);
    return () => removeEventListener("pageshow", renew);
  }, []);
  return null;
}
