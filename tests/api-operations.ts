// Lists the operations of the API, for journeys that ask for each of them.
import { createApi } from "@/lib/api";

export type ApiOperation = {
  method: string;
  /** With sample identifiers. */
  path: string;
  /** Type of its body; null without one. */
  type: string | null;
  /** The scopes of which its key needs one. */
  permissions: string[];
};

type Operation = { security: { key: string[] }[]; requestBody?: { content: object } };
type Document = { paths: Record<string, Record<string, Operation>> };

/** Lists the operations of the document that the portal publishes. */
export async function listApiOperations(): Promise<ApiOperation[]> {
  const origin = "https://devices.hearthby.test";
  const api = createApi({
    address: origin,
    partner: "",
    icon: "",
    styles: [],
    launches: {} as never,
    exitUris: [],
    matchEmail: false,
    readingDays: 100,
    readNetwork: () => null,
  });
  const answer = await api(new Request(`${origin}/api/v1/openapi.json`));
  const { paths } = (await answer.json()) as Document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security, requestBody }]) => ({
      method: method.toUpperCase(),
      type: Object.keys(requestBody?.content ?? {})[0] ?? null,
      path: `/api/v1${path.replace(/\{\w+\}/g, "1")}`,
      permissions: security.flatMap(({ key }) => key),
    })),
  );
}
