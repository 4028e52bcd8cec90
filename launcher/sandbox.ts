import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "./environment";
import { logDirectory } from "./paths";
import { clientId } from "./portal";
import { type Child, startNode, waitForReadyLine } from "./processes";

export type SandboxOptions = {
  ports: {
    eu: number;
    na: number;
    fe: number;
    app: number;
    issuer: number;
    smtp: number;
    mailbox: number;
    tls?: number;
  };
  portalUrl: string;
  partnerName: string;
  clientSecret: string;
  /** Sign-in accounts and device models, passed as JSON files in `directory`. */
  people: unknown;
  catalogue: unknown;
  directory: string;
  /** Where a device simulator listens that /control moves on. */
  devices?: string;
  logs?: string;
};

export type Sandbox = {
  /** Origins, without a trailing slash. */
  eu: string;
  na: string;
  fe: string;
  app: string;
  /** The port of the Dash pages over TLS, if requested. */
  tls: number | null;
  issuer: string;
  /** The mail server, in the format of SMTP_URL, and the page that shows its mail. */
  smtp: string;
  mailbox: string;
  children: Child[];
  stop(): Promise<void>;
};

/** Starts the simulated Amazon pages, partner's identity provider and mailboxes, each in its own process. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { ports, portalUrl } = options;
  const logs = options.logs ?? logDirectory;
  const env = cleanEnvironment();
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children) await child.stop();
  };
  mkdirSync(options.directory, { recursive: true });
  const file = (name: string, content: unknown) => {
    const full = path.join(options.directory, name);
    writeFileSync(full, JSON.stringify(content, null, 2));
    return full;
  };

  try {
    const dash = await startNode(
      "The Dash sandbox",
      [
        ...["--import", "tsx", "sandbox/dash/main.ts", "--ready-line"],
        ...["--eu", `${ports.eu}`, "--na", `${ports.na}`, "--fe", `${ports.fe}`, "--app", `${ports.app}`],
        ...(ports.tls ? ["--tls", "--tls-port", `${ports.tls}`] : []),
        ...["--catalogue", file("catalogue.json", options.catalogue)],
        ...(options.devices ? ["--devices", options.devices] : []),
      ],
      { env, logPath: path.join(logs, "sandbox-dash.log") },
    );
    children.push(dash);
    const identity = await startNode(
      "The identity provider",
      [
        ...["--import", "tsx", "sandbox/identity/main.ts", "--port", `${ports.issuer}`],
        ...["--people", file("people.json", options.people)],
        ...["--client-id", clientId, "--client-secret", options.clientSecret],
        ...["--redirect-uri", `${portalUrl}/api/auth/callback/oidc`],
        ...["--post-logout-redirect-uri", `${portalUrl}/`, "--name", options.partnerName],
        ...["--backchannel-logout-uri", `${portalUrl}/api/auth/back-channel-logout`],
      ],
      { env, logPath: path.join(logs, "sandbox-identity.log") },
    );
    children.push(identity);
    const mail = await startNode(
      "The mailbox",
      [
        ...["--import", "tsx", "sandbox/mailbox/main.ts"],
        ...["--smtp", `${ports.smtp}`, "--port", `${ports.mailbox}`],
      ],
      { env, logPath: path.join(logs, "sandbox-mailbox.log") },
    );
    children.push(mail);

    const { eu, na, fe, app, tls } =
      await waitForReadyLine<Pick<Sandbox, "eu" | "na" | "fe" | "app" | "tls">>(dash);
    const { issuer } = await waitForReadyLine<{ issuer: string }>(identity);
    const { smtp, page: mailbox } = await waitForReadyLine<{ smtp: string; page: string }>(mail);
    return { eu, na, fe, app, tls, issuer, smtp, mailbox, children, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
