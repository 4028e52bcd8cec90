import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { canReach, completeBinaries } from "./postgres-files";

const base = mkdtempSync(path.join(os.tmpdir(), "larder-files-"));
afterAll(() => rmSync(base, { recursive: true }));

it("creates the symlinks and execute bits that the install script would have created", () => {
  const native = path.join(base, "native");
  for (const name of ["bin", "lib"]) mkdirSync(path.join(native, name), { recursive: true });
  writeFileSync(path.join(native, "bin/initdb"), "", { mode: 0o644 });
  writeFileSync(path.join(native, "lib/libpq.so.5.18"), "library");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  writeFileSync(path.join(native, "pg-symlinks.json"), JSON.stringify(links));

  completeBinaries(native);
  completeBinaries(native);

  expect(readlinkSync(path.join(native, "lib/libpq.so.5"))).toBe("libpq.so.5.18");
  expect(existsSync(path.join(native, "lib/libpq.so.5"))).toBe(true);
  expect(statSync(path.join(native, "bin/initdb")).mode & 0o111).toBe(0o111);
});

it("tells which directories another user can reach", () => {
  const inner = path.join(base, "closed/inner");
  mkdirSync(inner, { recursive: true });
  chmodSync(base, 0o711);
  chmodSync(path.join(base, "closed"), 0o700);
  const { uid, gid } = statSync(inner);
  const stranger = { uid: uid + 1, gid: gid + 1 };
  expect(canReach(inner, { uid, gid })).toBe(true);
  expect(canReach(inner, stranger)).toBe(false);
  expect(canReach(inner, {})).toBe(true);
  chmodSync(path.join(base, "closed"), 0o711);
  expect(canReach(inner, stranger)).toBe(true);
});
