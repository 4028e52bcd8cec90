import { expect, it } from "vitest";
import { formatTargets } from "./targets";

it("judges what was measured, not what is written", () => {
  const line = (target: { least?: number; most?: number; found: number | undefined }) =>
    formatTargets([{ title: "t", digits: 2, ...target }])
      .split("\n")[2]
      ?.replaceAll(/ +/g, " ");
  expect(line({ least: 0.5, found: 0.5 })).toBe("| t | ≥ 0.50 | 0.50 | met |");
  expect(line({ least: 0.5, found: 0.4999 })).toBe("| t | ≥ 0.50 | 0.50 | missed |");
  expect(line({ most: 25_000, found: 25_000.1 })).toBe("| t | ≤ 25,000.00 | 25,000.10 | missed |");
  expect(line({ most: 1.2, found: 1.1 })).toBe("| t | ≤ 1.20 | 1.10 | met |");
  expect(line({ most: 1.2, found: undefined })).toBe("| t | ≤ 1.20 | | not measured |");
});
