import { eq, sql } from "drizzle-orm";
import { listEventsAbout } from "@/lib/audit";
import {
  customers,
  deviceModels,
  devices,
  emailCodes,
  identities,
  launches,
  sessions,
  staffLaunches,
  transaction,
} from "@/lib/db";
import { listMails } from "@/lib/jobs";
import type { Customer } from "@/lib/viewer";
import { isCodeOf } from "./is-code-of";

const identity = {
  issuer: identities.issuer,
  subject: identities.subject,
  createdAt: identities.createdAt,
};

const device = {
  id: devices.id,
  name: devices.name,
  modelId: devices.modelId,
  model: deviceModels.name,
  serial: devices.serial,
  registeredAt: devices.registeredAt,
  removedAt: devices.removedAt,
};

const launch = {
  id: launches.id,
  deviceId: launches.deviceId,
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
 * What is kept of the viewer, as of one moment, for them to take along; docs/data-export.md explains each field.
 * No secrets: neither hashes of cookies nor the identity provider's tokens.
 * @returns null when the customer is gone
 */
export const exportCustomer = (viewer: Customer) =>
  transaction(async (tx, client) => {
    await tx.execute(sql`set transaction isolation level repeatable read read only`);
    const [profile] = await tx.select().from(customers).where(eq(customers.id, viewer.id));
    if (!profile) return null;
    const codes = await tx.select(code).from(emailCodes).where(isCodeOf(profile)).orderBy(code.createdAt);
    return {
      exportedAt: new Date(),
      profile,
      identities: await tx
        .select(identity)
        .from(identities)
        .where(eq(identities.customerId, viewer.id))
        .orderBy(identity.createdAt),
      devices: await tx
        .select(device)
        .from(devices)
        .innerJoin(deviceModels, eq(deviceModels.modelId, devices.modelId))
        .where(eq(devices.customerId, viewer.id))
        .orderBy(device.registeredAt),
      launches: await tx
        .select(launch)
        .from(launches)
        .where(eq(launches.customerId, viewer.id))
        .orderBy(launch.openedAt),
      sessions: await tx
        .select(session)
        .from(sessions)
        .where(eq(sessions.customerId, viewer.id))
        .orderBy(session.createdAt),
      codes,
      staffLaunches: await tx
        .select(staffLaunch)
        .from(staffLaunches)
        .where(eq(staffLaunches.customerId, viewer.id))
        .orderBy(staffLaunch.openedAt),
      staffEvents: await listEventsAbout(client, viewer.id),
      mails: await listMails(client, { customerId: viewer.id, codeIds: codes.map(({ id }) => id) }),
    };
  });
