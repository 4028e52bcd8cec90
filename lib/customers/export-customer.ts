import { eq, sql } from "drizzle-orm";
import { listEventsAbout } from "@/lib/audit";
import {
  dataFaults,
  deviceModels,
  devices,
  emailCodes,
  externalIds,
  identities,
  knownBrowsers,
  launches,
  pool,
  sessions,
  signIns,
  staffLaunches,
  type Tx,
  transaction,
} from "@/lib/db";
import { listMails } from "@/lib/jobs";
import { exportReadings } from "@/lib/readings";
import type { CustomerScope } from "@/lib/scope";
import { findCustomer } from "./find-customer";
import { isCodeOf } from "./is-code-of";

const identity = {
  issuer: identities.issuer,
  subject: identities.subject,
  createdAt: identities.createdAt,
};

const otherId = { source: externalIds.source, externalId: externalIds.externalId };

const fault = {
  id: dataFaults.id,
  kind: dataFaults.kind,
  subject: dataFaults.subject,
  field: dataFaults.field,
  value: dataFaults.value,
  foundAt: dataFaults.foundAt,
};

const device = {
  id: devices.id,
  name: devices.name,
  modelId: devices.modelId,
  serial: devices.serial,
  endpointId: devices.endpointId,
  ownName: devices.ownName,
  addedBy: devices.addedBy,
  removedBy: devices.removedBy,
  registeredAt: devices.registeredAt,
  isDated: devices.isDated,
  removedAt: devices.removedAt,
};

const localizeModel = (language: string | null) =>
  sql<string>`localize(${deviceModels.names}, ${deviceModels.name}, ${language})`;

const launch = {
  id: launches.id,
  deviceId: launches.deviceId,
  vendorCode: launches.vendorCode,
  card: launches.card,
  channel: launches.channel,
  region: launches.region,
  openedAt: launches.openedAt,
  expiresAt: launches.expiresAt,
  closedAt: launches.closedAt,
  returnedAt: launches.returnedAt,
};

const staffLaunch = {
  id: staffLaunches.id,
  deviceId: staffLaunches.deviceId,
  vendorCode: staffLaunches.vendorCode,
  card: staffLaunches.card,
  region: staffLaunches.region,
  openedAt: staffLaunches.openedAt,
  expiresAt: staffLaunches.expiresAt,
  closedAt: staffLaunches.closedAt,
  returnedAt: staffLaunches.returnedAt,
};

const session = {
  id: sessions.id,
  device: sessions.device,
  browser: sessions.browser,
  authenticatedAt: sessions.authenticatedAt,
  createdAt: sessions.createdAt,
  seenAt: sessions.seenAt,
  expiresAt: sessions.expiresAt,
};

const signIn = {
  id: signIns.id,
  method: signIns.method,
  device: signIns.device,
  browser: signIns.browser,
  network: signIns.network,
  at: signIns.at,
};

const knownBrowser = { seenAt: knownBrowsers.seenAt };

const code = {
  id: emailCodes.id,
  purpose: emailCodes.purpose,
  email: emailCodes.email,
  language: emailCodes.language,
  tries: emailCodes.tries,
  createdAt: emailCodes.createdAt,
  expiresAt: emailCodes.expiresAt,
  closedAt: emailCodes.closedAt,
};

/**
 * Exports all data stored about a customer, as of one point in time; docs/data-export.md explains each field.
 * Leaves out secrets: cookie hashes and the identity provider's tokens.
 * @returns null when the customer is gone
 */
export const exportCustomer = (scope: CustomerScope, tx: Tx = pool()) =>
  transaction(
    async (within) => {
      const { customerId } = scope;
      const profile = await findCustomer(scope, within);
      if (!profile) return null;
      const codes = await within
        .select(code)
        .from(emailCodes)
        .where(isCodeOf(scope, profile.email))
        .orderBy(code.createdAt);
      return {
        exportedAt: new Date(),
        profile,
        identities: await within
          .select(identity)
          .from(identities)
          .where(eq(identities.customerId, customerId))
          .orderBy(identity.createdAt),
        otherIds: await within
          .select(otherId)
          .from(externalIds)
          .where(eq(externalIds.customerId, customerId))
          .orderBy(otherId.source, otherId.externalId),
        faults: await within
          .select(fault)
          .from(dataFaults)
          .where(eq(dataFaults.customerId, customerId))
          .orderBy(fault.foundAt, fault.id),
        devices: await within
          .select({ ...device, model: localizeModel(profile.language) })
          .from(devices)
          .innerJoin(deviceModels, eq(deviceModels.modelId, devices.modelId))
          .where(eq(devices.customerId, customerId))
          .orderBy(device.registeredAt),
        readings: await exportReadings(scope, within),
        launches: await within
          .select(launch)
          .from(launches)
          .where(eq(launches.customerId, customerId))
          .orderBy(launch.openedAt),
        sessions: await within
          .select(session)
          .from(sessions)
          .where(eq(sessions.customerId, customerId))
          .orderBy(session.createdAt),
        signIns: await within
          .select(signIn)
          .from(signIns)
          .where(eq(signIns.customerId, customerId))
          .orderBy(signIn.at),
        knownBrowsers: await within
          .select(knownBrowser)
          .from(knownBrowsers)
          .where(eq(knownBrowsers.customerId, customerId))
          .orderBy(knownBrowser.seenAt),
        codes,
        staffLaunches: await within
          .select(staffLaunch)
          .from(staffLaunches)
          .where(eq(staffLaunches.customerId, customerId))
          .orderBy(staffLaunch.openedAt),
        staffEvents: await listEventsAbout(scope, within),
        mails: await listMails({ customerId, codeIds: codes.map(({ id }) => id) }, within),
      };
    },
    tx,
    "snapshot",
  );
