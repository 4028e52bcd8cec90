import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "@/app/_http/answer";
import { readViewer } from "@/app/_http/viewer-of";
import { isFresh, signInAgain, signInFor } from "@/lib/auth";
import type { Customer } from "@/lib/viewer";

type Work = (viewer: Customer, form: FormData, request: NextRequest) => Promise<Response>;

/**
 * Answers a form of the account's pages, from a signed-in customer.
 * @param freshPage the form's page, where the form takes a fresh sign-in: that is where one leads back to
 */
export const handleAccountForm = (work: Work, freshPage?: string) =>
  handleForm(async (request, form) => {
    const viewer = await readViewer(request);
    if (viewer?.kind !== "customer") return seeOther(signInFor("/account"));
    if (freshPage && !(await isFresh(viewer))) return seeOther(signInAgain(freshPage));
    return work(viewer, form, request);
  });
