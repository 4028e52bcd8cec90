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
  /** Who can sign in, and what the Dash pages know: handed over as JSON files in `directory`. */
  people: unknown;
  catalogue: unknown;
  directory: string;
  logs?: string;
};

export type Sandbox = {
  /** Origins, without a slash at the end. */
  eu: string;
  na: string;
  fe: string;
  app: string;
  /** The port on which the Dash pages also answer with TLS, if asked for. */
  tls: number | null;
  issuer: string;
  /** Where mail goes, as SMTP_URL has it, and the page that shows it. */
  smtp: string;
  mailbox: string;
  children: Child[];
  stop(): Promise<void>;
};

/** Starts the stand-ins for Amazon's pages, the maker's identity provider and mailboxes, each its own process. */
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
