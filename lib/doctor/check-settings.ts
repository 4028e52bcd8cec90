import { fail, fine } from "./findings";
import type { Finding } from "./types";

/** Reports the faults of the settings, a line for each. @param faults as EnvError lists them */
export const checkSettings = (faults: readonly string[]): Finding[] =>
  faults.length === 0
    ? [fine("All settings are valid.")]
    : faults.map((what) => fail({ what, fix: "docs/configuration.md has every setting." }));
