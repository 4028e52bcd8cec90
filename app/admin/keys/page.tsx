import type { Metadata } from "next";
import { enumParam, type SearchParams } from "@/app/_http/request";
import { KeyTable } from "@/components/keys/key-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { listKeys } from "@/lib/api-keys";
import { requireStaff } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

const requireViewer = () => requireStaff(routes.keys(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("keys") };
}

export default async function KeysPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const done = enumParam((await searchParams).done, ["revoked", "exists"]);
  const keys = await listKeys(viewer);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current="keys">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-bold">{t("desk.keys")}</h1>
          <a href={routes.newKey()} className={button.primary}>
            {t("keys.make")}
          </a>
        </div>
        {done && <Notice role="status">{t(`keys.${done}`)}</Notice>}
        <p className="max-w-words text-muted">{t("keys.text")}</p>
        {keys.length > 0 ? <KeyTable keys={keys} /> : <p>{t("keys.none")}</p>}
      </div>
    </StaffLayout>
  );
}
