import type { Api } from "./api";

/** The OpenAPI 3.1 document of the API. */
export type Document = ReturnType<Api["app"]["getOpenAPI31Document"]>;

/** Creates the document from the operations. */
export function createDocument(
  { app }: Api,
  { address, partner }: { address: string; partner: string },
): Document {
  app.openAPIRegistry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "lk_…",
    description:
      "A key from /admin/keys. Each operation names the scope that it needs; `write` includes `read`.",
  });
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: `${partner} device portal`,
      version: "1",
      description:
        "For your back-end systems: models, customers, devices and claim codes, addressed by your own identifiers. All writes can be repeated.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: `${address}/api/v1` }],
  });
  return { ...document, paths: stripBase(document.paths) };
}

/** The server's address has the base already. */
const stripBase = (paths: Document["paths"]): Document["paths"] =>
  Object.fromEntries(
    Object.entries(paths ?? {}).map(([path, item]) => [path.replace(/^\/api\/v1/, ""), item]),
  );
