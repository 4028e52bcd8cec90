import type { Metadata } from "next";
import { addParams, firstParam, type SearchParams } from "@/app/_http/request";
import { NewKeyForm } from "@/components/keys/new-key-form";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { requireStaff } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { nameCodes } from "@/lib/names";
import { routes } from "@/lib/routes";

type Props = { searchParams: SearchParams };

const requireViewer = async ({ searchParams }: Props) =>
  requireStaff(addParams(routes.newKey(), await searchParams), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("keys"))("make") };
}

export default async function NewKeyPage(props: Props) {
  const viewer = await requireViewer(props);
  const parameters = await props.searchParams;
  const filled = {
    purpose: firstParam(parameters.purpose) ?? "",
    name: firstParam(parameters.name) ?? "",
    days: firstParam(parameters.days) ?? "",
  };
  const t = await getTranslations();
  const code = readProblem(firstParam(parameters.problem), ["purpose-unknown", ...nameCodes]);
  const field = code === "purpose-unknown" ? "purpose" : "name";
  return (
    <StaffLayout role={viewer.role} current="keys">
      <div className="max-w-device">
        <BackLink href={routes.keys()}>{t("keys.new.back")}</BackLink>
        <h1 className="mb-6 text-page font-bold">{t("keys.make")}</h1>
        <NewKeyForm
          id={crypto.randomUUID()}
          filled={filled}
          problems={code ? { [field]: t(problems[code].words) } : {}}
        />
      </div>
    </StaffLayout>
  );
}
