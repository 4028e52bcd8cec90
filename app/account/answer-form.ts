import type { NextRequest } from "next/server";
import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { isFresh, signInAgain } from "@/lib/auth";
import type { Customer } from "@/lib/viewer";

type Work = (viewer: Customer, form: FormData, request: NextRequest) => Promise<Response>;

/**
 * Answers a form of the account's pages: of this very site, from a signed-in customer.
 * @param freshPage the form's page, where the form takes a fresh sign-in: that is where one leads back to
 */
export const answerForm = (work: Work, freshPage?: string) =>
  answer(async (request) => {
    if (!isOwnForm(request)) return respondProblem(request, "forbidden");
    const viewer = await viewerOf(request);
    if (viewer?.kind !== "customer") return seeOther("/sign-in?callbackUrl=%2Faccount");
    if (freshPage && !(await isFresh(viewer))) return seeOther(signInAgain(freshPage));
    return work(viewer, await formOf(request), request);
  });
