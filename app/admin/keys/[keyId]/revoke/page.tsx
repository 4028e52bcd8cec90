import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { RevokeForm } from "@/components/keys/revoke-form";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { isolate } from "@/components/ui/isolate";
import { findKey } from "@/lib/api-keys";
import { requireStaff } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { routes, toAbsolute } from "@/lib/routes";
import { readId } from "@/lib/scope";

type Props = { params: Promise<{ keyId: string }> };

const requireViewer = async ({ params }: Props) => requireStaff(routes.askRevocation(await params), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("keys.stop"))("submit") };
}

/** The page that asks for confirmation and says what stops working. */
export default async function RevokeKeyPage(props: Props) {
  const viewer = await requireViewer(props);
  const keyId = readId((await props.params).keyId) ?? notFound();
  const key = (await findKey(viewer, keyId)) ?? notFound();
  if (key.revokedAt) redirect(toAbsolute(routes.keys()));
  const t = await getTranslations("keys");
  return (
    <StaffLayout role={viewer.role} current="keys">
      <div className="max-w-device">
        <BackLink href={routes.keys()}>{t("new.back")}</BackLink>
        <h1 className="text-page font-bold wrap-anywhere">{t("stop.title", { name: isolate(key.name) })}</h1>
        <RevokeForm apiKey={key} />
      </div>
    </StaffLayout>
  );
}
