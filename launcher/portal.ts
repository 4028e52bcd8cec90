import path from "node:path";
import { cleanEnvironment } from "./environment";
import { distDirectory, logDirectory } from "./paths";
import { type Child, ChildExited, startNode, waitForAnswer } from "./processes";
import type { Sandbox } from "./sandbox";

export type PortalOptions = {
  port: number;
  databaseUrl: string;
  sandbox: Pick<Sandbox, "eu" | "na" | "fe" | "app" | "issuer" | "smtp">;
  vendorCode: string;
  /** The secret of the client `larder-demo` at the identity provider. */
  clientSecret: string;
  /** NEXTAUTH_SECRET. */
  secret: string;
  /** Environment variables to set, or with undefined to unset. */
  env?: Record<string, string | undefined>;
  logs?: string;
  /** The build to run, if not dist/. */
  directory?: string;
};

export type Portal = { url: string; logPath: string; stop(): Promise<void>; child: Child };

export type FailedPortal = { url?: undefined; exitCode: number | null; output: string };

export const clientId = "larder-demo";

export const buildPortalUrl = (port: number) => `http://localhost:${port}`;

/** Starts the built portal in production mode and waits until it is ready. Several may run at once. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const url = buildPortalUrl(options.port);
  const child = await startNode("The portal", [path.join(options.directory ?? distDirectory, "server.js")], {
    env: buildPortalEnvironment(options),
    logPath: path.join(options.logs ?? logDirectory, `portal-${options.port}.log`),
  });
  try {
    await waitForAnswer(child, `http://127.0.0.1:${options.port}/api/health/ready`);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url, logPath: child.logPath, stop: () => child.stop(), child };
}

/** Starts a portal that may refuse to start; if it exits, returns its exit code and output. */
export async function tryPortal(options: PortalOptions): Promise<Portal | FailedPortal> {
  try {
    return await startPortal(options);
  } catch (error) {
    if (!(error instanceof ChildExited)) throw error;
    return { exitCode: error.code, output: error.child.output() };
  }
}

/** Builds the environment of a portal and its worker. */
export function buildPortalEnvironment(options: PortalOptions): NodeJS.ProcessEnv {
  const { sandbox } = options;
  return {
    ...cleanEnvironment(),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(options.port),
    NEXTAUTH_URL: buildPortalUrl(options.port),
    NEXTAUTH_SECRET: options.secret,
    DATABASE_URL: options.databaseUrl,
    OIDC_ISSUER: sandbox.issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: options.clientSecret,
    SELF_SIGN_UP: "true",
    SMTP_URL: sandbox.smtp,
    MAIL_FROM: "devices@hearthby.example",
    DASH_VENDOR_CODE: options.vendorCode,
    DASH_ENDPOINT_EU: sandbox.eu,
    DASH_ENDPOINT_NA: sandbox.na,
    DASH_ENDPOINT_FE: sandbox.fe,
    DASH_ENDPOINT_APP: `${sandbox.app}/spa/index.html`,
    ...Object.fromEntries(Object.entries(options.env ?? {}).map(([name, value]) => [name, value ?? ""])),
  };
}
