type Library = typeof import("oidc-provider");

// Harmless here: warnings about the oldest supported Node, and about keeping everything in memory.
const expected = /oidc-provider WARNING: (?:Unsupported runtime|a quick start development-only in-memory)/;

/** Runs `work` without the two warnings that the library prints at every start. */
export async function withoutNotices<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const warn = console.warn;
  console.warn = (...words) => {
    if (!expected.test(String(words[0]))) warn(...words);
  };
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}

/** Imports oidc-provider, after polyfilling what Node 20 lacks. */
export async function loadLibrary(): Promise<Library> {
  URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
  return withoutNotices(() => import("oidc-provider"));
}
