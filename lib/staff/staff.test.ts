import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findViewer, hashToken } from "@/lib/auth";
import { sessions, staff } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { type Id, readId } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { endSessionsOf, listStaff } from ".";

let portal: TestStage;
let ada: Staff;
let sam: Staff;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(staff);
  [ada, sam] = [await portal.addStaff("admin"), await portal.addStaff("support")];
});

const setSession = (token: string, change: string) =>
  portal.owner.query(`update sessions set ${change} where token_hash = $1`, [hashToken(token)]);

const readEvents = async () =>
  (
    await portal.owner.query(
      "select actor_id, role, details from audit_events where event = $1 order by id",
      ["staff.sessions-ended"],
    )
  ).rows;

describe("the list", () => {
  it("shows each person's role and when they were last seen", async () => {
    await portal.owner.query(
      "update staff set seen_at = '2026-01-02T03:04:05Z', email = 'sam@example.com' where id = $1",
      [sam.id],
    );
    await portal.addCustomer();
    expect(await listStaff(ada, 0.5)).toEqual({
      isCut: false,
      staff: [
        {
          id: sam.id,
          name: "Sam",
          email: "sam@example.com",
          role: "support",
          seenAt: new Date("2026-01-02T03:04:05Z"),
          sessions: 0,
        },
        { id: ada.id, name: "Sam", email: null, role: "admin", seenAt: null, sessions: 0 },
      ],
    });
  });

  it.each([
    ["alive", "seen_at = now() - interval '29 minutes'", 1],
    ["idle for too long", "seen_at = now() - interval '31 minutes'", 0],
    ["over", "expires_at = now() - interval '1 second'", 0],
  ])("counts active sessions: one session that is %s", async (_, change, sessions) => {
    await setSession(await portal.signIn(sam), change);
    const [member] = (await listStaff(ada, 0.5)).staff;
    expect(member).toMatchObject({ id: sam.id, sessions, seenAt: expect.any(Date) });
  });

  it("uses the latest visit of all browsers", async () => {
    const [one, other] = [await portal.signIn(sam), await portal.signIn(sam)];
    await setSession(one, "seen_at = '2026-01-02T00:00:00Z'");
    await setSession(other, "seen_at = '2026-01-03T00:00:00Z'");
    await portal.owner.query("update staff set seen_at = '2026-01-01T00:00:00Z' where id = $1", [sam.id]);
    expect((await listStaff(ada, 0.5)).staff[0]?.seenAt).toEqual(new Date("2026-01-03T00:00:00Z"));
  });

  it("stops at three hundred and reports that", async () => {
    await portal.owner.query("insert into staff (role) select 'support' from generate_series(1, 298)");
    expect(await listStaff(ada, 0.5)).toMatchObject({ isCut: false, staff: { length: 300 } });
    await portal.owner.query("insert into staff (role) values ('support')");
    expect(await listStaff(ada, 0.5)).toMatchObject({ isCut: true, staff: { length: 300 } });
  });

  it("is empty for support", async () => {
    expect(await listStaff(sam, 0.5)).toEqual({ staff: [], isCut: false });
  });
});

describe("ending sessions", () => {
  it("ends all of one person's, no others, and records it", async () => {
    const ended = [await portal.signIn(sam), await portal.signIn(sam)];
    const others = [await portal.signIn(ada), await portal.signIn(await portal.addCustomer())];
    const before = await readEvents();
    expect(await endSessionsOf(ada, sam.id as Id)).toEqual(succeed({ sessions: 2, idToken: null }));
    for (const token of ended) expect(await findViewer(token)).toBeNull();
    for (const token of others) expect(await findViewer(token)).not.toBeNull();
    expect((await readEvents()).slice(before.length)).toEqual([
      { actor_id: ada.id, role: "admin", details: { subjectId: sam.id, sessions: 2 } },
    ]);
  });

  it("returns the ID token of the viewer's own session only", async () => {
    const viewer = (await findViewer(await portal.signIn(ada, "own"))) as Staff;
    await portal.signIn(ada, "elsewhere");
    await portal.signIn(sam, "another's");
    expect(await endSessionsOf(viewer, sam.id as Id)).toEqual(succeed({ sessions: 1, idToken: null }));
    expect(await endSessionsOf(viewer, ada.id as Id)).toEqual(succeed({ sessions: 2, idToken: "own" }));
  });

  it.each(["support", "nobody", "a customer", "no id", "nothing"])("does nothing for %s", async (which) => {
    const token = await portal.signIn(sam);
    const customer = await portal.addCustomer();
    await portal.signIn(customer);
    const [rows, before] = [await portal.db.$count(sessions), (await readEvents()).length];
    const tries: Record<string, [Staff, string]> = {
      support: [sam, sam.id],
      nobody: [ada, crypto.randomUUID()],
      "a customer": [ada, customer.id],
      "no id": [ada, "' or true --\u0000"],
      nothing: [ada, ""],
    };
    const [viewer, text] = tries[which] as [Staff, string];
    const id = readId(text);
    // Like the form's handler: a malformed id means nobody.
    if (id) expect(await endSessionsOf(viewer, id)).toEqual(refuse("not-found"));
    else expect(which).toMatch(/^no/);
    expect([await portal.db.$count(sessions), (await readEvents()).length]).toEqual([rows, before]);
    expect(await findViewer(token)).not.toBeNull();
  });

  it("ends nothing when it cannot be recorded", async () => {
    const token = await portal.signIn(sam);
    await portal.owner.query("revoke insert on audit_events from larder_app");
    try {
      expect(await endSessionsOf(ada, sam.id as Id)).toMatchObject({ problems: [{ code: "unrecorded" }] });
    } finally {
      await portal.owner.query("grant insert on audit_events to larder_app");
    }
    expect(await findViewer(token)).not.toBeNull();
  });
});
