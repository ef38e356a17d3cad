import type { HistogramReading } from "./histogram.ts";
import type { Metric, MetricAttributes, MetricSnapshot } from "./metric-snapshot.ts";

/** Content type of {@link prometheusText}. */
export const PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Writes a snapshot in the text form of Prometheus, version 0.0.4.
 *
 * Names take underscores for dots, the unit in words as far as it is a measure, and `_total` at the
 * end of counters: `dosekit.gateway.commit.duration` in `s` is `dosekit_gateway_commit_duration_seconds`.
 */
export function prometheusText(snapshot: MetricSnapshot): string {
  return snapshot.metrics
    .flatMap(linesOf)
    .map((line) => `${line}\n`)
    .join("");
}

const UNIT_WORDS: Readonly<Record<string, string>> = {
  s: "seconds",
  ms: "milliseconds",
  By: "bytes",
};

function linesOf(metric: Metric): readonly string[] {
  const name = nameOf(metric);
  const head = [`# HELP ${name} ${escaped(metric.description)}`, `# TYPE ${name} ${metric.kind}`];
  if (metric.kind === "histogram") {
    const spreads = metric.values.flatMap((one) => spreadLines(name, one.attributes, one.reading));
    return [...head, ...spreads];
  }
  const values = metric.values.map(
    ({ attributes, value }) => `${name}${labelsOf(attributes)} ${numberOf(value)}`,
  );
  return [...head, ...values];
}

function spreadLines(
  name: string,
  attributes: MetricAttributes,
  { boundaries, counts, sum, count }: HistogramReading,
): readonly string[] {
  let below = 0;
  const buckets = [...boundaries, Number.POSITIVE_INFINITY].map((bound, index) => {
    below += counts[index] ?? 0;
    return `${name}_bucket${labelsOf({ ...attributes, le: numberOf(bound) })} ${below}`;
  });
  const labels = labelsOf(attributes);
  return [...buckets, `${name}_sum${labels} ${numberOf(sum)}`, `${name}_count${labels} ${count}`];
}

function nameOf({ name, unit, kind }: Metric): string {
  const word = UNIT_WORDS[unit];
  const base = name.replaceAll(/[^A-Za-z0-9_]/g, "_") + (word === undefined ? "" : `_${word}`);
  return kind === "counter" ? `${base}_total` : base;
}

function labelsOf(attributes: MetricAttributes): string {
  const pairs = Object.entries(attributes).map(([name, value]) => {
    const label = name.replaceAll(/[^A-Za-z0-9_]/g, "_");
    return `${label}="${escaped(value).replaceAll('"', '\\"')}"`;
  });
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function numberOf(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);
}
