const settings =
  /^(DATABASE|NEXTAUTH|OIDC|SELF_SIGN_UP|SIGN_IN|SMTP|MAIL|TRUSTED|RETENTION|PSEUDO|DASH|LAUNCH|SESSION|STAFF|PARTNER)(_|$)/;

/**
 * This process's environment without the portal's settings: what a developer has in the shell must neither
 * change the demo nor reach a test.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !settings.test(name) && name !== "NODE_ENV");
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" } as unknown as NodeJS.ProcessEnv;
}
