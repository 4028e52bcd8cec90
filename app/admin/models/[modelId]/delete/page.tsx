import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { button } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { requireStaff } from "@/lib/auth";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { localize, viewModel } from "@/lib/models";
import { routes } from "@/lib/routes";
import { readModelId, requireScope } from "../../_form/scope";

type Props = { params: Promise<{ modelId: string }> };

const readId = async ({ params }: Props) => readModelId((await params).modelId);
const requireViewer = async (props: Props) =>
  requireStaff(routes.askModelDeletion({ modelId: await readId(props) }), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("models.delete"))("submit") };
}

/** The page that asks for confirmation, or says what still uses the model. */
export default async function DeleteModelPage(props: Props) {
  const viewer = await requireViewer(props);
  const modelId = await readId(props);
  const { model, used, units } = (await viewModel(requireScope(viewer), modelId)) ?? notFound();
  const t = await getTranslations();
  const name = isolate(localize(model.names, model.name, await getLocale()));
  const back = routes.model({ modelId });
  const inUse =
    (used > 0 && t("model.in-use", { count: used })) || (units > 0 && t("model.made", { count: units }));
  return (
    <StaffLayout role={viewer.role} current="models">
      <div className="max-w-device">
        <BackLink href={back}>{name}</BackLink>
        <h1 className="text-page font-bold wrap-anywhere">{t("models.delete.title", { name })}</h1>
        <p className="mt-2 max-w-words text-body">{inUse || t("models.delete.text")}</p>
        <form method="post" action={routes.deleteModel({ modelId })} className="mt-6 flex flex-wrap gap-3">
          {!inUse && (
            <button type="submit" className={button.danger}>
              {t("models.delete.submit")}
            </button>
          )}
          <a href={back} className={button.secondary}>
            {t("models.delete.keep")}
          </a>
        </form>
      </div>
    </StaffLayout>
  );
}
