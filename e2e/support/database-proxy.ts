import { connect, createServer, type Socket } from "node:net";

type Mode = "through" | "cut" | "silent";

export type DatabaseProxy = {
  /** The database's address through this proxy. */
  url: string;
  /** Connections pass, are refused, or are accepted and never answered (those that are open fall silent). */
  set(mode: Mode): void;
  /** Round trips since the last call. */
  takeRoundTrips(): number;
  close(): Promise<void>;
};

/** Stands between a portal and its PostgreSQL: counts, cuts, falls silent. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = "through";
  let roundTrips = 0;

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
      if (mode === "through") database.write(chunk);
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
      // What was sent into the silence is lost: a connection that lived through it could only hang.
      if (next === "cut" || mode === "silent") drop();
      mode = next;
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
 * Reads what a PostgreSQL client sends and reports each Query ("Q") and Sync ("S"): the two messages that a
 * client waits on. Source: PostgreSQL documentation, "Message Formats".
 */
function countRoundTrips(report: () => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      // The start-up message has no type byte, only a length and its content.
      const head = started ? 1 : 0;
      if (pending.length < head + 4) return;
      const length = head + pending.readInt32BE(head);
      if (pending.length < length) return;
      if (started && ["Q", "S"].includes(String.fromCharCode(pending[0] ?? 0))) report();
      const sslRequest = !started && length === 8;
      if (!started && !sslRequest) started = true;
      pending = pending.subarray(length);
    }
  };
}
