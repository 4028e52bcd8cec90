import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { addParams, enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { ConfirmRevocation } from "@/components/acts/confirm-revocation";
import { RevokeForm } from "@/components/acts/revoke-form";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { Notice } from "@/components/ui/notice";
import { requireFreshAdmin } from "@/lib/auth";
import { assessUnits } from "@/lib/devices";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { listNames } from "@/lib/models";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { listUnits, readList } from "./list";

const codes = [
  "model-unknown",
  "units-none",
  "units-many",
  "units-long",
  "units-malformed",
  "units-changed",
  "reason-empty",
] as const;

const chooseWords = (code: (typeof codes)[number]) =>
  code === "model-unknown"
    ? "acts.revoke.unknownModel"
    : code === "reason-empty"
      ? "acts.revoke.reason"
      : problems[code].words;

const requireViewer = async (searchParams: SearchParams) =>
  requireFreshAdmin(addParams(routes.revocation(), await searchParams));

export async function generateMetadata(props: { searchParams: SearchParams }): Promise<Metadata> {
  await requireViewer(props.searchParams);
  return { title: (await getTranslations("acts.revoke"))("title") };
}

/** The page that takes a list of serial numbers, and says what becomes of them before anything does. */
export default async function RevokePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer(searchParams);
  const scope = partnerScope(viewer, "devices:write") ?? notFound();
  const parameters = await searchParams;
  const word = firstParam(parameters.list, 7000);
  const list = readList(word);
  const problem = readProblem(firstParam(parameters.problem), codes);
  const models = await listNames(await getLocale());
  const t = await getTranslations();
  const said = problem && t(chooseWords(problem));
  return (
    <StaffLayout role={viewer.role} current="models">
      <BackLink href={routes.models()}>{t("desk.models")}</BackLink>
      <div className="grid max-w-device grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("acts.revoke.title")}</h1>
        {enumParam(parameters.done, ["revoked"]) && <Notice role="status">{t("acts.revoke.done")}</Notice>}
        {list && word ? (
          <ConfirmRevocation
            list={list}
            word={word}
            model={models.find(({ modelId }) => modelId === list.modelId)?.name ?? list.modelId}
            assessment={await assessUnits(scope, listUnits(list))}
            problem={said}
          />
        ) : (
          <RevokeForm models={models} chosen={firstParam(parameters.model) ?? ""} problem={said} />
        )}
      </div>
    </StaffLayout>
  );
}
