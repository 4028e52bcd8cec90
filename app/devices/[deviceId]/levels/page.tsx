import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { LevelSection } from "@/components/readings/level-section";
import { BackLink } from "@/components/ui/back-link";
import { isolate } from "@/components/ui/isolate";
import { requireCustomer } from "@/lib/auth";
import { findDevice } from "@/lib/devices";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { countDay, defaultSilence, listLevels, readDuration, shownDays, viewSupply } from "@/lib/readings";
import { routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

type Props = { params: Promise<{ deviceId: string }> };

// Cached because the title and the page need the same device.
const findOwnDevice = cache(async (deviceId: string) => {
  const viewer = await requireCustomer(routes.levels({ deviceId }));
  const id = readId(deviceId);
  const device = id && (await findDevice(ownScope(viewer), id, await getLocale()));
  return device && { device, scope: ownScope(viewer), id };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { device } = (await findOwnDevice((await params).deviceId)) ?? notFound();
  return { title: isolate(device.name) };
}

export default async function LevelsPage({ params }: Props) {
  const { device, scope, id } = (await findOwnDevice((await params).deviceId)) ?? notFound();
  const now = new Date();
  const histories = await listLevels(scope, id, await getLocale(), now);
  const silence = readDuration(device.silentAfter ?? defaultSilence.customer);
  const today = countDay(now);
  const t = await getTranslations("levels.page");
  return (
    <div className="column">
      <div>
        <BackLink href={routes.device({ deviceId: device.id })}>
          <bdi>{device.name}</bdi>
        </BackLink>
        <h1 className="title">{t("title")}</h1>
      </div>
      {histories.length === 0 && <p>{t("empty")}</p>}
      {histories.map((history) => (
        <LevelSection
          key={history.supply.name}
          history={history}
          view={viewSupply(history.supply, { now, silence, forecast: device.forecast })}
          days={[today - shownDays + 1, today]}
        />
      ))}
    </div>
  );
}
