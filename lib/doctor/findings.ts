import type { Hindrance, Requirement } from "@/lib/health";
import type { Finding } from "./types";

export const fine = (text: string): Finding => ({ state: "fine", text });
export const note = (text: string): Finding => ({ state: "note", text });
export const warn = ({ what, fix }: Hindrance): Finding => ({ state: "warning", text: what, fix });
export const fail = ({ what, fix }: Hindrance): Finding => ({ state: "fault", text: what, fix });

export const judge = ({ met, hindrance }: Requirement): Finding => (hindrance ? fail(hindrance) : fine(met));
