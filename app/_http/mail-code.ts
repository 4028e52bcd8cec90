import type { NextRequest } from "next/server";
import { type CodeRequest, requestCode } from "@/lib/codes";
import { readNetwork } from "@/lib/http";
import { consume } from "@/lib/limits";
import { seeOther } from "./answer";
import { ensureBrowser } from "./browser";
import { writeMinutes } from "./minutes";
import { loadTranslator } from "./words";

type Code = Pick<CodeRequest, "purpose" | "email" | "customerId">;

/**
 * Mails a code for this browser, within the limits of its network and of the address.
 * @param to the page where the code is typed in, and the answer while a limit holds
 */
export async function mailCode(
  request: NextRequest,
  code: Code,
  to: { page: string; limited: (minutes: string) => Response },
): Promise<Response> {
  const seconds =
    (await consume("code-network", readNetwork(request.headers))) ||
    (await consume("code-address", code.email.toLowerCase()));
  if (seconds > 0) return to.limited(writeMinutes(seconds));
  const { browserHash, cookie } = ensureBrowser(request);
  const { language } = await loadTranslator(request);
  await requestCode({ ...code, browserHash, language });
  const response = seeOther(to.page);
  response.headers.append("set-cookie", cookie);
  return response;
}
