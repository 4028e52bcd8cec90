// The Dash sandbox's own pages: what arrived there, and how it behaves.
import { expect } from "playwright/test";
import { site } from "./addresses";

export type ArrivedLink = {
  url: string;
  page: string | null;
  verdict: "ok" | "wrong";
  problems: { code: string; parameter: string; message: string }[];
  referer: string | null;
};

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`${site.EU()}${path}?format=json`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

/** The links that arrived since the last reset, newest first. */
export const listArrivedLinks = () => read<ArrivedLink[]>("/requests");

/** Those of them that break the contract. */
export const listViolations = async () => (await read<{ violations: ArrivedLink[] }>("/report")).violations;

/** How the sites behave from now on; the fields of the form at /control. */
export async function behave(fields: Record<string, string>): Promise<void> {
  const answer = await fetch(`${site.EU()}/control`, { method: "POST", body: new URLSearchParams(fields) });
  expect(answer.url, await answer.text()).toBe(`${site.EU()}/control`);
  expect(answer.status).toBe(200);
}

/** Forgets what arrived, and behaves normally again. */
export async function resetSandbox(): Promise<void> {
  for (const path of ["/report", "/control"])
    expect((await fetch(`${site.EU()}${path}`, { method: "DELETE" })).status).toBe(204);
}
