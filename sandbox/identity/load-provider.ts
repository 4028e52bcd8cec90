type Library = typeof import("oidc-provider");

// Known and harmless here: the oldest Node we support, and everything kept in memory.
const expected = /oidc-provider WARNING: (?:Unsupported runtime|a quick start development-only in-memory)/;

/** Runs `work` without the two notices that the library prints at every start. */
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

/** Imports oidc-provider, with what Node 20 lacks of its needs. */
export async function loadLibrary(): Promise<Library> {
  URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);
  return withoutNotices(() => import("oidc-provider"));
}
