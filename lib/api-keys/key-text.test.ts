import fc from "fast-check";
import { expect, it } from "vitest";
import { getHint, hashKey, isWellFormedKey, newKey } from "./key-text";

/** A key whose check part was computed elsewhere, with Python's zlib.crc32. */
const known = "lk_7k3m9x2qv5c8t1hd6wnb4rgzyaepsfj00z98sqh";

it("knows the check part of a key that another implementation made", () =>
  expect(isWellFormedKey(known)).toBe(true));

it("makes keys of the documented form, each different", () => {
  const keys = Array.from({ length: 500 }, newKey);
  for (const key of keys) {
    expect(key).toMatch(/^lk_[0-9a-hjkmnp-tv-z]{39}$/);
    expect(isWellFormedKey(key)).toBe(true);
  }
  expect(new Set(keys).size).toBe(500);
  // All 32 characters occur, so all 160 bits vary.
  expect(new Set(keys.flatMap((key) => [...key.slice(3, 35)])).size).toBe(32);
});

it("catches every mistyped character and every two that changed places", () => {
  const [key, alphabet] = [newKey(), "0123456789abcdefghjkmnpqrstvwxyz"];
  for (let place = 3; place < key.length; place++) {
    for (const typed of alphabet.replace(key.charAt(place), ""))
      expect(isWellFormedKey(key.slice(0, place) + typed + key.slice(place + 1))).toBe(false);
    const swapped = key.slice(0, place) + key.charAt(place + 1) + key.charAt(place) + key.slice(place + 2);
    expect(isWellFormedKey(swapped)).toBe(swapped === key);
  }
});

it.each([
  "",
  "lk_",
  known.slice(0, -1),
  `${known}0`,
  ` ${known}`,
  `${known}\n`,
  known.toUpperCase(),
  known.replace("lk_", "sk_"),
  known.slice(3),
])("does not take %j for a key", (text) => expect(isWellFormedKey(text)).toBe(false));

it("takes no other text for a key", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => !isWellFormedKey(text)));
});

it("keeps of a key only its hash and first characters", () => {
  expect(getHint(known)).toBe(known.slice(0, 7));
  expect(hashKey(known)).toHaveLength(32);
  expect(hashKey(known).toString("hex")).toBe(
    "1222d26729eec3dc326665434483905e737ed3b21bbc1771f1f45c14f5603529",
  );
});
