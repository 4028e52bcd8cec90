// Reads the Dash sandbox's log and sets its behaviour.
import { expect } from "playwright/test";
import { site } from "./addresses";

export type ArrivedLink = {
  url: string;
  page: string | null;
  verdict: "ok" | "wrong";
  problems: { code: string; parameter: string; message: string }[];
  referer: string | null;
};

async function read<T>(path: string, sandbox = site.EU()): Promise<T> {
  const answer = await fetch(`${sandbox}${path}?format=json`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** Lists the links received since the last reset, newest first. */
export const listArrivedLinks = () => read<ArrivedLink[]>("/requests");

/** Lists the received links that violate the contract. @param sandbox this worker's unless given */
export const listViolations = async (sandbox?: string) =>
  (await read<{ violations: ArrivedLink[] }>("/report", sandbox)).violations;

/** Sets the sites' behaviour by the form fields of /control. */
export async function behave(fields: Record<string, string>): Promise<void> {
  const answer = await fetch(`${site.EU()}/control`, { method: "POST", body: new URLSearchParams(fields) });
  expect(answer.url, await answer.text()).toBe(`${site.EU()}/control`);
  expect(answer.status).toBe(200);
}

/** Empties the log and restores normal behaviour. */
export async function resetSandbox(): Promise<void> {
  for (const path of ["/report", "/control"])
    expect((await fetch(`${site.EU()}${path}`, { method: "DELETE" })).status).toBe(204);
}
