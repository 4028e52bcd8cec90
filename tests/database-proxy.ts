import { connect, createServer, type Socket } from "node:net";

type Mode = "through" | "cut" | "silent";

export type DatabaseProxy = {
  /** The database URL through this proxy. */
  url: string;
  /**
   * "through" forwards, "cut" refuses connections, "silent" accepts them (and keeps open ones) without
   * answers.
   */
  set(mode: Mode): void;
  /** Holds back the next query with a text, for some milliseconds, after letting `passing` of them through. */
  holdBack(text: string, milliseconds: number, passing: number): void;
  /** Returns the number of round trips since the last call. */
  takeRoundTrips(): number;
  close(): Promise<void>;
};

/** Starts a proxy between a portal and its PostgreSQL that counts round trips and simulates outages. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = "through";
  let roundTrips = 0;
  let held: { text: string; milliseconds: number; passing: number } | null = null;

  /** Returns how long to hold back what a portal sends, in milliseconds. */
  function takeDelay(chunk: Buffer): number {
    if (!held || !chunk.includes(held.text) || held.passing-- > 0) return 0;
    const { milliseconds } = held;
    held = null;
    return milliseconds;
  }

  const server = createServer((client) => {
    if (mode === "cut") return client.destroy();
    const database = connect(Number(target.port || 5432), target.hostname);
    const count = countRoundTrips(() => {
      roundTrips += 1;
    });
    const pair = [client, database];
    for (const socket of pair) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        for (const other of pair) other.destroy();
      });
    }
    client.on("data", (chunk) => {
      count(chunk);
      const delay = takeDelay(chunk);
      if (delay > 0) setTimeout(() => database.write(chunk), delay);
      else if (mode === "through") database.write(chunk);
    });
    database.on("data", (chunk) => {
      if (mode === "through") client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" ? address?.port : "");

  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    set: (next) => {
      // Data sent while silent is lost, so connections from that time would hang forever.
      if (next === "cut" || mode === "silent") drop();
      mode = next;
    },
    holdBack: (text, milliseconds, passing) => {
      held = { text, milliseconds, passing };
    },
    takeRoundTrips: () => {
      const counted = roundTrips;
      roundTrips = 0;
      return counted;
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Parses a PostgreSQL client's messages and reports each Query ("Q") and Sync ("S"), the two that a client
 * waits on. What the pool sets on a new connection does not count: when it opens one depends on the machine.
 * Source: PostgreSQL documentation, "Message Formats".
 */
function countRoundTrips(report: () => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      // The startup message has no type byte, only a length and content.
      const head = started ? 1 : 0;
      if (pending.length < head + 4) return;
      const length = head + pending.readInt32BE(head);
      if (pending.length < length) return;
      const waits = started && ["Q", "S"].includes(String.fromCharCode(pending[0] ?? 0));
      if (waits && !pending.subarray(0, length).includes("set statement_timeout")) report();
      const sslRequest = !started && length === 8;
      if (!started && !sslRequest) started = true;
      pending = pending.subarray(length);
    }
  };
}
