// People and systems who use the portals without a break, and what they were told was saved.
import { setTimeout as pass } from "node:timers/promises";
import { type APIRequestContext, type APIResponse, request } from "playwright";
import { passProvider, readTarget } from "../support/hop";

export type Written = {
  signIns: number;
  launches: number;
  returns: number;
  searches: number;
  customers: number;
  /** The name that Emily's device was given last. */
  name: string;
  /** Answers that nobody should get. */
  faults: string[];
};

export type Traffic = {
  written: Written;
  /** Sends what comes next to these portals, in turn. Resolves when no request to another one is on its way. */
  route(portals: string[]): Promise<void>;
  /** Ends with the requests on their way. */
  stop(): Promise<void>;
};

type Place = {
  /** NEXTAUTH_URL, which all portals share. */
  publicUrl: string;
  /** Emily's device. */
  deviceId: string;
  /** A key that may write customers. */
  key: string;
};

/** Starts one visitor for each kind of work; each goes on as soon as it is answered. */
export async function startTraffic({ publicUrl, deviceId, key }: Place): Promise<Traffic> {
  const written: Written = {
    ...{ signIns: 0, launches: 0, returns: 0, searches: 0, customers: 0 },
    ...{ name: "", faults: [] },
  };
  const onTheirWay = new Map<Promise<unknown>, string>();
  let portals = [publicUrl];
  let [turn, isOpen] = [0, true];

  /** Sends a request to the portal whose turn it is. @returns the answer if it has the right status */
  async function send(
    context: APIRequestContext,
    status: number,
    path: string,
    options: Parameters<APIRequestContext["fetch"]>[1] = {},
  ): Promise<APIResponse | null> {
    const portal = portals[turn++ % portals.length] as string;
    const headers = { origin: publicUrl, ...options.headers };
    const sending = context.fetch(`${portal}${path}`, { maxRedirects: 0, ...options, headers });
    onTheirWay.set(sending, portal);
    try {
      const answer = await sending;
      if (answer.status() === status) return answer;
      written.faults.push(`${portal}${path} answered ${answer.status()} instead of ${status}`);
    } catch (error) {
      written.faults.push(`${portal}${path}: ${(error as Error).message.split("\n")[0]}`);
    } finally {
      onTheirWay.delete(sending);
    }
    return null;
  }

  async function signIn(context: APIRequestContext, subject: string, home: string): Promise<boolean> {
    const form = { callbackUrl: home };
    const started = await send(context, 303, "/sign-in/start", { method: "POST", form });
    const provider = started && readTarget(started);
    if (!provider) return false;
    const back = await passProvider(context, publicUrl, provider, subject);
    if (!(await send(context, 303, back.slice(publicUrl.length)))) return false;
    written.signIns += 1;
    return (await send(context, 200, home)) !== null;
  }

  const visitors: ((context: APIRequestContext, round: number) => Promise<unknown>)[] = [
    async (_, round) => {
      const fresh = await request.newContext();
      await signIn(fresh, ["jonas", "oliver", "priya"][round % 3] as string, "/devices");
      await fresh.dispose();
    },
    async (context, round) => {
      if (round === 0) await signIn(context, "emily", "/devices");
      if (await send(context, 303, `/devices/${deviceId}/go/supplies`)) written.launches += 1;
      const returned = await send(context, 303, "/return");
      if (returned && /back=[0-9a-f-]{36}/.test(readTarget(returned) ?? "")) written.returns += 1;
      const name = `Coffee ${round}`;
      const form = { name };
      const renamed = await send(context, 303, `/devices/${deviceId}/name`, { method: "POST", form });
      if (renamed && readTarget(renamed)?.includes("done=renamed")) written.name = name;
    },
    async (context, round) => {
      if (round === 0) await signIn(context, "sam", "/support");
      const found = await send(context, 200, "/support?q=Margaret");
      if (!found) return;
      if ((await found.text()).includes("Margaret Hollis")) written.searches += 1;
      else written.faults.push("The search does not find Margaret Hollis");
    },
    async (context, round) => {
      const headers = { authorization: `Bearer ${key}` };
      const data = { name: `Customer ${round}` };
      const path = `/api/v1/customers/upgrade-${round}`;
      if (await send(context, 201, path, { method: "PUT", headers, data })) written.customers += 1;
    },
  ];
  const working = visitors.map(async (visit) => {
    const context = await request.newContext();
    for (let round = 0; isOpen; round++) {
      await visit(context, round);
      // A key may send 3000 requests a minute.
      await pass(25);
    }
    await context.dispose();
  });

  return {
    written,
    route: async (next) => {
      portals = next;
      const others = [...onTheirWay].filter(([, portal]) => !next.includes(portal));
      await Promise.allSettled(others.map(([sending]) => sending));
    },
    stop: async () => {
      isOpen = false;
      await Promise.all(working);
    },
  };
}
