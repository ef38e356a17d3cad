import type { Metric, MetricSource } from "./metric-snapshot.ts";

/** What an instrument is made with in OpenTelemetry. */
export interface InstrumentOptions {
  readonly unit: string;
  readonly description: string;
}

/** Takes the values of several instruments at once. */
export interface BatchResultLike<Instrument> {
  observe(instrument: Instrument, value: number, attributes?: Record<string, string>): void;
}

/**
 * The part of OpenTelemetry's `Meter` that is used; any meter of `@opentelemetry/api` 1 fits, and
 * the SDK depends on none.
 */
export interface MeterLike<Instrument> {
  createObservableCounter(name: string, options: InstrumentOptions): Instrument;
  createObservableGauge(name: string, options: InstrumentOptions): Instrument;
  createHistogram(
    name: string,
    options: InstrumentOptions,
  ): { record(value: number, attributes?: Record<string, string>): void };
  addBatchObservableCallback(
    callback: (result: BatchResultLike<Instrument>) => void,
    instruments: Instrument[],
  ): void;
  removeBatchObservableCallback(
    callback: (result: BatchResultLike<Instrument>) => void,
    instruments: Instrument[],
  ): void;
}

/**
 * Hands what a source measures to OpenTelemetry: counters and gauges whenever they are collected,
 * each value of a histogram as it comes.
 *
 * @returns a function that ends it
 */
export function bindMetrics<Instrument>(
  source: MetricSource,
  meter: MeterLike<Instrument>,
): () => void {
  const { metrics } = source.snapshot();
  const histograms = new Map(
    metrics
      .filter(({ kind }) => kind === "histogram")
      .map((metric) => [metric.name, meter.createHistogram(metric.name, optionsOf(metric))]),
  );
  const instruments = new Map(
    metrics
      .filter(({ kind }) => kind !== "histogram")
      .map((metric) => [metric.name, instrumentOf(meter, metric)]),
  );
  const observe = (result: BatchResultLike<Instrument>) => {
    for (const metric of source.snapshot().metrics) {
      const instrument = instruments.get(metric.name);
      if (instrument === undefined || metric.kind === "histogram") continue;
      for (const { value, attributes } of metric.values) {
        result.observe(instrument, value, { ...attributes });
      }
    }
  };
  const observed = [...instruments.values()];
  meter.addBatchObservableCallback(observe, observed);
  const endMeasuring = source.onMeasurement(({ name, value, attributes }) => {
    histograms.get(name)?.record(value, { ...attributes });
  });
  return () => {
    endMeasuring();
    meter.removeBatchObservableCallback(observe, observed);
  };
}

function instrumentOf<Instrument>(meter: MeterLike<Instrument>, metric: Metric): Instrument {
  return metric.kind === "counter"
    ? meter.createObservableCounter(metric.name, optionsOf(metric))
    : meter.createObservableGauge(metric.name, optionsOf(metric));
}

function optionsOf({ unit, description }: Metric): InstrumentOptions {
  return { unit, description };
}
