/** Identifies the running build. */
export type Build = {
  version: string;
  /** The Git commit; null if the build was not made in a repository. */
  commit: string | null;
};

// On globalThis, because the server's entry and Next's bundle each have a copy of this module.
const shared = globalThis as { larderBuild?: Build; larderProgram?: string };

/** Tells the process which build it runs. */
export function declareBuild({ version, commit }: Build): void {
  shared.larderBuild = { version, commit };
}

/** Returns the running build; outside dist/, such as in the tests, there is none. */
export const getBuild = (): Build => shared.larderBuild ?? { version: "none", commit: null };

/** Names a build in the log, such as 1.4.0+1a2b3c4. */
export const nameBuild = ({ version, commit }: Build): string =>
  commit ? `${version}+${commit.slice(0, 7)}` : version;

/** Tells the process which program it runs: portal, worker, or the name of a command. */
export function declareProgram(program: string): void {
  shared.larderProgram = program;
}

/** Names the process for the database and traces, such as larder-portal; larder outside dist/. */
export const nameProgram = (): string => (shared.larderProgram ? `larder-${shared.larderProgram}` : "larder");

/** Names the process and its build in pg_stat_activity, which holds 63 bytes: larder-portal 1.4.0+1a2b3c4. */
export const nameConnection = (): string => `${nameProgram()} ${nameBuild(getBuild())}`.slice(0, 63);
