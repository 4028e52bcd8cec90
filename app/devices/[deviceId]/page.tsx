import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { enumParam, firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { readPartner } from "@/app/partner";
import { DeviceHelp } from "@/components/devices/device-help";
import { DeviceNotice } from "@/components/devices/device-notice";
import { DeviceSettings } from "@/components/devices/device-settings";
import { DeviceTitle } from "@/components/devices/device-title";
import { SlotList } from "@/components/devices/slot-list";
import { ReturnNotice } from "@/components/launches/return-notice";
import { isolate } from "@/components/ui/isolate";
import { requireCustomer } from "@/lib/auth";
import { findDevice } from "@/lib/devices";
import { findReturn } from "@/lib/launches";
import { nameProblems } from "@/lib/names";
import { DeviceCards } from "./device-cards";

type Props = { params: Promise<{ deviceId: string }>; searchParams: SearchParams };

// The title and the page ask for the same device.
const ownDevice = cache(async (deviceId: string) =>
  findDevice(await requireCustomer(`/devices/${deviceId}`), deviceId),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  // Thrown here too, or the page that does not exist would have no title.
  return { title: isolate(((await ownDevice((await params).deviceId)) ?? notFound()).name) };
}

export default async function DevicePage({ params, searchParams }: Props) {
  const { deviceId } = await params;
  const parameters = await searchParams;
  const viewer = await requireCustomer(withQuery(`/devices/${deviceId}`, parameters));
  const device = (await ownDevice(deviceId)) ?? notFound();
  const back = firstParam(parameters.back);
  const problem = enumParam(parameters.problem, nameProblems);
  const launches = back ? await findReturn(viewer, back) : [];
  return (
    <div className="mx-auto grid max-w-device gap-6 py-2 sm:py-6">
      <DeviceTitle device={device} />
      {launches.length > 0 && <ReturnNotice launches={launches} />}
      <DeviceNotice done={firstParam(parameters.done)} />
      <SlotList slots={device.slots} />
      <DeviceCards
        viewer={viewer}
        device={device}
        via={firstParam(parameters.via)}
        asked={firstParam(parameters.card)}
        wrong={firstParam(parameters.country) === "wrong"}
      />
      <DeviceHelp partner={readPartner()} serial={device.serial} />
      <DeviceSettings
        device={device}
        refused={problem ? { name: firstParam(parameters.name) ?? "", problem } : null}
      />
    </div>
  );
}
