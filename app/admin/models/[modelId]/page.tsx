import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addParams, type SearchParams } from "@/app/_http/request";
import { ModelTitle } from "@/components/admin/model-title";
import { StaffLayout } from "@/components/staff/staff-layout";
import { isolate } from "@/components/ui/isolate";
import { requireStaff } from "@/lib/auth";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { localize, viewModel } from "@/lib/models";
import { routes } from "@/lib/routes";
import type { Staff } from "@/lib/viewer";
import { readModelId, requireScope } from "../_form/scope";
import { EditView } from "./edit-view";
import { readDraftOf } from "./read-draft";
import { ReviewView } from "./review-view";

type Props = { params: Promise<{ modelId: string }>; searchParams: SearchParams };

// Cached because the title and the page need the same model.
const findView = cache(async (modelId: string, viewer: Staff) => viewModel(requireScope(viewer), modelId));

async function requireModel({ params, searchParams }: Props) {
  const modelId = readModelId((await params).modelId);
  const viewer = await requireStaff(addParams(routes.model({ modelId }), await searchParams), "admin");
  const view = (await findView(modelId, viewer)) ?? notFound();
  return { viewer, view, name: localize(view.model.names, view.model.name, await getLocale()) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name } = await requireModel(props);
  return { title: isolate(name) };
}

/** A model: its form with the preview and the history, or what saving the form would change. */
export default async function ModelPage(props: Props) {
  const { viewer, view, name } = await requireModel(props);
  const scope = requireScope(viewer);
  const parameters = await props.searchParams;
  const form = await readDraftOf(scope, view, parameters);
  const t = await getTranslations("models");
  return (
    <StaffLayout role={viewer.role} current="models">
      <ModelTitle modelId={view.model.modelId} name={name} back={t("back")} />
      {form.isReview ? (
        <ReviewView view={view} form={form} parameters={parameters} />
      ) : (
        <EditView scope={scope} view={view} form={form} parameters={parameters} />
      )}
    </StaffLayout>
  );
}
