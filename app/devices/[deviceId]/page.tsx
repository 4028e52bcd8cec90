import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addressOf, one, oneOf, type SearchParams } from "@/app/_http/search-params";
import { partner } from "@/app/partner";
import { DeviceHelp } from "@/components/devices/device-help";
import { DeviceKeeping } from "@/components/devices/device-keeping";
import { DeviceNews } from "@/components/devices/device-news";
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
  const viewer = await requireCustomer(addressOf(`/devices/${deviceId}`, parameters));
  const device = (await ownDevice(deviceId)) ?? notFound();
  const back = one(parameters.back);
  const problem = oneOf(parameters.problem, nameProblems);
  const launches = back ? await findReturn(viewer, back) : [];
  return (
    <div className="mx-auto grid max-w-device gap-6 py-2 sm:py-6">
      <DeviceTitle device={device} />
      {launches.length > 0 && <ReturnNotice launches={launches} />}
      <DeviceNews done={one(parameters.done)} />
      <SlotList slots={device.slots} />
      <DeviceCards
        viewer={viewer}
        device={device}
        via={one(parameters.via)}
        asked={one(parameters.card)}
        wrong={one(parameters.country) === "wrong"}
      />
      <DeviceHelp partner={partner()} serial={device.serial} />
      <DeviceKeeping
        device={device}
        refused={problem ? { name: one(parameters.name) ?? "", problem } : null}
      />
    </div>
  );
}
