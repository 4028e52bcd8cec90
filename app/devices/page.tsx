import type { Metadata } from "next";
import { DeviceGrid } from "@/components/devices/device-grid";
import { DevicePager, FirstDevices } from "@/components/devices/device-pager";
import { DeviceSearch } from "@/components/devices/device-search";
import { ListTitle } from "@/components/devices/list-title";
import { NoDevices } from "@/components/devices/no-devices";
import { NothingFound } from "@/components/devices/nothing-found";
import { RemovedNotice, UndoRefused } from "@/components/devices/removed-notice";
import { ReturnNotice } from "@/components/launches/return-notice";
import { requireCustomer } from "@/lib/auth";
import { deviceSorts, findRemoved, type ListedDevice, listDevices } from "@/lib/devices";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { findReturn } from "@/lib/launches";
import { defaultSilence, readDuration, viewSupply } from "@/lib/readings";
import { routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";
import { addParams, enumParam, firstParam, type SearchParams } from "../_http/request";
import { readLaunchSettings, readPartner } from "../settings";
import { AccountCard } from "./account-card";
import { readGuess } from "./read-guess";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("devices"))("title") };
}

export default async function DevicesPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const viewer = await requireCustomer(addParams(routes.devices(), parameters));
  const scope = ownScope(viewer);
  const search = firstParam(parameters.q)?.trim().slice(0, 100) ?? "";
  const sort = enumParam(parameters.sort, deviceSorts) ?? "name";
  const [back, removed] = [firstParam(parameters.back), firstParam(parameters.removed)];
  const [launchId, removedId] = [readId(back), readId(removed)];
  const language = await getLocale();
  const { country } = viewer;
  const settings = readLaunchSettings();
  const account = { country, vendorCode: settings.dash.vendorCode };
  const [page, launches, undoable] = await Promise.all([
    listDevices(scope, { search, sort, after: firstParam(parameters.after) }, account, language),
    launchId ? findReturn(scope, launchId, settings, language) : [],
    removedId && findRemoved(scope, removedId),
  ]);
  const problem = readProblem(removed, ["undo-over"]);
  const now = new Date();
  const addView = (device: ListedDevice) => {
    const silence = readDuration(device.silentAfter ?? defaultSilence.customer);
    const view = device.lowest ? viewSupply(device.lowest, { now, silence, forecast: false }) : undefined;
    return { ...device, view };
  };
  const size = page.total === 1 ? "single" : page.total < 7 ? "tile" : "row";
  const guess = country ? null : await readGuess(viewer);
  const t = await getTranslations();
  const { name, links } = readPartner();
  const list = { path: routes.devices(), search, sort } as const;
  return (
    <div className="grid gap-6 py-4 sm:py-8">
      <ListTitle adds={page.adds && page.total > 0} />
      {back && <ReturnNotice launches={launches} />}
      {undoable && <RemovedNotice device={undoable} />}
      {problem && <UndoRefused problem={t(problems[problem].words)} />}
      {(page.total > 6 || search) && <DeviceSearch {...list} label={t("devices.search")} />}
      {page.before > 0 && <FirstDevices {...list} />}
      {page.total === 0 ? (
        <NoDevices adds={page.adds} partner={name} shop={links.shop} support={links.support} />
      ) : page.matching === 0 ? (
        <NothingFound path={list.path} search={search} />
      ) : (
        <DeviceGrid devices={page.devices.map(addView)} size={size} />
      )}
      {page.total > 6 && page.matching > 0 && <DevicePager {...list} page={page} />}
      {page.total > 0 && <AccountCard country={country} guess={guess} vendors={page.vendors} />}
    </div>
  );
}
