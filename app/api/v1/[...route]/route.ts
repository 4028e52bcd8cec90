import { buildThemePath, readLaunchSettings } from "@/app/settings";
import { createApi } from "@/lib/api";
import { env } from "@/lib/env";
import { readAuditNetwork } from "@/lib/http";
import { files } from "@/lib/routes";

let api: ReturnType<typeof createApi> | undefined;

/** Answers the partner's systems. Made on the first request, because a build has no settings. */
function answer(request: Request): Promise<Response> {
  api ??= createApi({
    address: env().NEXTAUTH_URL,
    partner: env().PARTNER_NAME,
    icon: files.image(env().PARTNER_FAVICON),
    styles: [buildThemePath(), files.referenceStyles()],
    launches: readLaunchSettings(),
    exitUris: env().DASH_EXIT_URIS,
    matchEmail: env().API_MATCH_EMAIL,
    readingDays: env().RETENTION_READING_DAYS,
    readNetwork: readAuditNetwork,
  });
  return api(request);
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
