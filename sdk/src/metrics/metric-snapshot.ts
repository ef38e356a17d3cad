import type { HistogramReading } from "./histogram.ts";

/** What a metric may be told apart by: words of closed lists only, never a device or a person. */
export type MetricAttributes = Readonly<Record<string, string>>;

/** What all metrics have. */
export interface MetricHead {
  /** Dotted, such as `dosekit.gateway.records.received`. */
  readonly name: string;
  /** In UCUM: `s`, `1`, or what is counted in braces, `{record}`. */
  readonly unit: string;
  /** One sentence. */
  readonly description: string;
}

/** One number of a metric. */
export interface MetricValue {
  readonly attributes: MetricAttributes;
  readonly value: number;
}

/** One spread of a metric. */
export interface MetricSpread {
  readonly attributes: MetricAttributes;
  readonly reading: HistogramReading;
}

/** A metric at one instant: a counter only rises, a gauge goes up and down. */
export type Metric =
  | (MetricHead & { readonly kind: "counter" | "gauge"; readonly values: readonly MetricValue[] })
  | (MetricHead & { readonly kind: "histogram"; readonly values: readonly MetricSpread[] });

/** Everything that was measured, at one instant. */
export interface MetricSnapshot {
  /** Clock of the source, ms since the Unix epoch. */
  readonly atMs: number;
  readonly metrics: readonly Metric[];
}

/** One value of a histogram, as it was measured. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly attributes: MetricAttributes;
}

/** Something that can be measured at any time; measuring changes nothing. */
export interface MetricSource {
  snapshot(): MetricSnapshot;
  /** Calls a listener for each value of a histogram from now on; returns what ends that. */
  onMeasurement(listener: (measurement: Measurement) => void): () => void;
}
