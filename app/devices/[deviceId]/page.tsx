import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addParams, firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings, readPartner } from "@/app/settings";
import { DeviceHelp } from "@/components/devices/device-help";
import { DeviceNotice } from "@/components/devices/device-notice";
import { DeviceSettings } from "@/components/devices/device-settings";
import { DeviceTitle } from "@/components/devices/device-title";
import { ReturnNotice } from "@/components/launches/return-notice";
import { ShopLinks } from "@/components/readings/shop-links";
import { SupplyList } from "@/components/readings/supply-list";
import { isolate } from "@/components/ui/isolate";
import { requireCustomer } from "@/lib/auth";
import { cardsOf } from "@/lib/dash";
import { findDevice } from "@/lib/devices";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { findReturn } from "@/lib/launches";
import { nameCodes } from "@/lib/names";
import { defaultSilence, readDuration, viewSupplies } from "@/lib/readings";
import { routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";
import { readGuess } from "../read-guess";
import { chooseShopLinks } from "./choose-shop-links";
import { DeviceCards } from "./device-cards";

type Props = { params: Promise<{ deviceId: string }>; searchParams: SearchParams };

// Cached because the title and the page need the same device.
const findOwnDevice = cache(async (deviceId: string) => {
  const viewer = await requireCustomer(routes.device({ deviceId }));
  const id = readId(deviceId);
  return id && findDevice(ownScope(viewer), id, await getLocale());
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // Also thrown here, or the not-found page would have no title.
  return { title: isolate(((await findOwnDevice((await params).deviceId)) ?? notFound()).name) };
}

export default async function DevicePage({ params, searchParams }: Props) {
  const [{ deviceId }, parameters] = await Promise.all([params, searchParams]);
  const viewer = await requireCustomer(addParams(routes.device({ deviceId }), parameters));
  const device = (await findOwnDevice(deviceId)) ?? notFound();
  const back = readId(firstParam(parameters.back));
  const launches = back
    ? await findReturn(ownScope(viewer), back, readLaunchSettings(), await getLocale())
    : [];
  const problem = readProblem(firstParam(parameters.problem), nameCodes);
  const { country } = viewer;
  const guess = country ? null : await readGuess(viewer);
  const t = await getTranslations();
  const cards = country
    ? cardsOf(
        { sensors: device.slots.map(({ sensor }) => sensor), countries: device.countries },
        country,
        readLaunchSettings().countryRegions,
      )
    : [];
  const supplies = viewSupplies(device.slots, {
    now: new Date(),
    silence: readDuration(device.silentAfter ?? defaultSilence.customer),
    forecast: device.forecast,
  });
  return (
    <div className="column">
      <DeviceTitle device={device} />
      {launches.length > 0 && <ReturnNotice launches={launches} />}
      <DeviceNotice done={firstParam(parameters.done)} />
      <SupplyList
        deviceId={device.id}
        supplies={supplies}
        showsLevels={device.showsLevels}
        noLevel={device.noLevel}
      />
      <ShopLinks
        supplies={chooseShopLinks(supplies)}
        partner={readPartner().name}
        leads={country !== null && cards.length === 0}
      />
      <DeviceCards country={country} guess={guess} device={device} cards={cards} parameters={parameters} />
      <DeviceHelp partner={readPartner()} serial={device.serial} />
      <DeviceSettings
        deviceId={device.id}
        name={problem ? (firstParam(parameters.name) ?? "") : device.name}
        problem={problem && t(problems[problem].words)}
      />
    </div>
  );
}
