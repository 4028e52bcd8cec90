// Compares the metrics with their table in the documents, and the alerts with both and with the runbook.
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "@/launcher/paths";
import { setMeter } from "@/lib/observability/metrics";
import { createRegistry } from "@/lib/observability/registry";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const { registry } = createRegistry(1);
afterAll(() => setMeter(undefined));

type Known = { name: string; type: string; labels: string[] };

const listMetrics = (): Known[] =>
  registry.getMetricsAsArray().map((metric) => {
    const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
    return { name, type: metric.constructor.name.toLowerCase(), labels: labelNames };
  });

const readCode = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? "");

it("documents each metric with its type and labels", () => {
  const rows = read("docs/observability.md").matchAll(/^\| `(larder_\w+)` +\| (\w+) +\|([^|]*)\|/gm);
  const documented = [...rows].map(
    ([, name = "", type = "", labels]): Known => ({ name, type, labels: readCode(labels) }),
  );
  const own = listMetrics().filter(({ name }) => name.startsWith("larder_"));
  const sort = (list: Known[]) => list.toSorted((one, other) => one.name.localeCompare(other.name));
  expect(sort(documented)).toEqual(sort(own));
});

it("follows Prometheus's rules for names", () => {
  const own = listMetrics().filter(({ name }) => name.startsWith("larder_"));
  expect(own.length).toBeGreaterThan(10);
  for (const { name, type } of own) {
    expect(name.endsWith("_total"), name).toBe(type === "counter");
    if (type === "histogram") expect(name).toMatch(/_seconds$/);
  }
});

type Rule = {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: Record<string, string>;
};
const rules: Rule[] = parse(read("deploy/observability/alerts.yml")).groups.flatMap(
  ({ rules }: { rules: Rule[] }) => rules,
);

/** Names of series: a histogram has three. `up` is Prometheus's own. */
const series = new Map<string, string[]>(
  listMetrics().flatMap(({ name, type, labels }): [string, string[]][] =>
    type === "histogram"
      ? ["_bucket", "_sum", "_count"].map((end) => [name + end, [...labels, "le"]])
      : [[name, labels]],
  ),
);

it.each(rules.map((rule) => [rule.alert, rule] as const))(
  "%s asks for metrics and labels that exist",
  (_, { expr }) => {
    const asked = [...expr.matchAll(/\b((?:larder|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g)];
    expect(asked).not.toEqual([]);
    for (const [, name = "", matchers = ""] of asked) {
      const labels = name === "up" ? [] : series.get(name);
      expect(labels, name).toBeDefined();
      const used = [...matchers.matchAll(/(\w+)\s*[=!]/g)].map(([, label]) => label ?? "");
      expect([...(labels ?? []), "job", "instance"]).toEqual(expect.arrayContaining(used));
    }
  },
);

it("has a section of the runbook for each alert, and an alert for each section", () => {
  const sections = [...read("docs/runbook.md").matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  expect(rules.map(({ alert }) => alert)).toEqual(sections);
  for (const { alert, annotations, labels } of rules) {
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    expect(annotations.summary).toMatch(/\.$/);
    expect(["page", "ticket"]).toContain(labels.severity);
  }
});

it.each(["docs/runbook.md", "docs/observability.md"])("%s asks only for metrics that exist", (file) => {
  const blocks = [...read(file).matchAll(/^```promql\n([\s\S]*?)^```/gm)]
    .map(([, block]) => block)
    .join("\n");
  const asked = [...blocks.matchAll(/\b(?:larder|nodejs|process)_\w+/g)].map(([name]) => name);
  expect(asked).not.toEqual([]);
  expect(asked.filter((name) => !series.has(name))).toEqual([]);
});
