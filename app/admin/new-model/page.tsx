import type { Metadata } from "next";
import { addParams, firstParam, type SearchParams } from "@/app/_http/request";
import { NewModelForm } from "@/components/admin/new-model-form";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { requireStaff } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = { searchParams: SearchParams };

const requireViewer = async ({ searchParams }: Props) =>
  requireStaff(addParams(routes.newModel(), await searchParams), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("models"))("make") };
}

export default async function NewModelPage(props: Props) {
  const viewer = await requireViewer(props);
  const { id, name, problem } = await props.searchParams;
  const t = await getTranslations();
  const inId = readProblem(firstParam(problem), ["model-id-malformed", "model-exists"]);
  const inName = readProblem(firstParam(problem), ["model-name-malformed"]);
  return (
    <StaffLayout role={viewer.role} current="models">
      <div className="max-w-device">
        <BackLink href={routes.models()}>{t("models.back")}</BackLink>
        <h1 className="mb-6 text-page font-bold">{t("models.make")}</h1>
        <NewModelForm
          filled={{ id: firstParam(id) ?? "", name: firstParam(name) ?? "" }}
          problems={{
            id: inId && t(problems[inId].words),
            name: inName && t(problems[inName].words),
          }}
        />
      </div>
    </StaffLayout>
  );
}
