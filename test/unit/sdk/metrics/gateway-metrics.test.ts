import { type Command, encodeMessage, instant, Reply } from "@dosekit/protocols";
import {
  bindMetrics,
  gatewayMetrics,
  type Measurement,
  type MeterLike,
  type MetricSnapshot,
  prometheusText,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";

/** The values of one metric, by their attributes. */
function valuesOf({ metrics }: MetricSnapshot, name: string): Readonly<Record<string, number>> {
  const metric = metrics.find((one) => one.name === `dosekit.gateway.${name}`);
  if (metric === undefined || metric.kind === "histogram") return {};
  return Object.fromEntries(
    metric.values.map(({ attributes, value }) => [Object.values(attributes).join("/"), value]),
  );
}

describe("the metrics of a gateway", () => {
  it("count what devices send, and what became of it", () => {
    const { client, transport } = openGateway();
    const source = gatewayMetrics(client);
    transport.deliver("d1", "state", birthBytes(5, 0, 0));
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    transport.deliver("d2", "evt", new Uint8Array([0xff]));
    const snapshot = source.snapshot();
    expect(valuesOf(snapshot, "messages.received")).toEqual({ "": 4 });
    expect(valuesOf(snapshot, "records.committed")).toEqual({ "": 1 });
    expect(valuesOf(snapshot, "records.duplicate")).toEqual({ "": 1 });
    expect(valuesOf(snapshot, "messages.malformed")).toEqual({ "malformed-head": 1 });
    expect(valuesOf(snapshot, "devices")).toEqual({ "": 2 });
    expect(valuesOf(snapshot, "inbox.rows")).toEqual({ "": 1 });
    expect(valuesOf(snapshot, "link.up")).toEqual({ "": 1 });
    expect(valuesOf(snapshot, "inbox.state")).toEqual({ closed: 0, ready: 1, full: 0, failing: 0 });
  });

  it("measure how long a record waits for the flush of the store", () => {
    const store = new CrashableStore();
    const { client, transport, timers } = openGateway({ store });
    const measured: Measurement[] = [];
    client.onMeasurement((one) => measured.push(one));
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    timers.advance(2_000);
    store.flush();
    expect(measured).toMatchObject([{ name: "dosekit.gateway.commit.duration", value: 2 }]);
    expect(client.readings().commitDelay).toMatchObject({ sum: 2, count: 1 });
    expect(prometheusText(gatewayMetrics(client).snapshot())).toContain(
      'dosekit_gateway_commit_duration_seconds_bucket{le="2.5"} 1\n',
    );
  });

  it("count commands by what was asked for and how they ended", () => {
    const { client, transport, timers } = openGateway();
    const send = (commandId: string) => {
      const notAfterMs = instant(timers.nowMs() + 9_000);
      const command: Command = { commandId, verb: "self-test", notAfterMs, actor: "operator" };
      return client.startCommand("d1", command, () => undefined);
    };
    for (const id of ["a", "b", "c"]) send(id);
    send("d")();
    timers.advance(1_000);
    const answer = { commandId: "a", result: "done" } as const;
    transport.deliver("d1", "rsp", encodeMessage(Reply, answer));
    const refusal = { commandId: "b", result: "refused", refusal: "busy" } as const;
    transport.deliver("d1", "rsp", encodeMessage(Reply, refusal));
    expect(client.readings().commandsWaiting).toBe(1);
    timers.advance(9_000);
    expect(valuesOf(gatewayMetrics(client).snapshot(), "commands.ended")).toEqual({
      "self-test/cancelled": 1,
      "self-test/done": 1,
      "self-test/refused": 1,
      "self-test/expired": 1,
    });
    expect(client.readings().commandDelay).toMatchObject({ count: 2, sum: 2 });
    const sent = transport.takeSent().filter(({ type }) => type === "command");
    expect(client.counters().commandsSent).toBe(sent.length);
  });

  it("go to a meter of OpenTelemetry when it collects, until they are unbound", () => {
    const { client, transport } = openGateway();
    const seen: string[] = [];
    const callbacks = new Set<(result: Observer) => void>();
    type Observer = { observe(instrument: string, value: number): void };
    const meter: MeterLike<string> = {
      createObservableCounter: (name) => name,
      createObservableGauge: (name) => name,
      createHistogram: (name, { unit }) => ({
        record: (value) => seen.push(`${name} ${value} ${unit}`),
      }),
      addBatchObservableCallback: (callback) => callbacks.add(callback),
      removeBatchObservableCallback: (callback) => callbacks.delete(callback),
    };
    const unbind = bindMetrics(gatewayMetrics(client), meter);
    transport.deliver("d1", "evt", eventBytes(record(5, 1)));
    const observe = (name: string, value: number) => {
      if (name.endsWith("records.committed")) seen.push(`${name} ${value}`);
    };
    for (const callback of callbacks) callback({ observe });
    unbind();
    transport.deliver("d1", "evt", eventBytes(record(5, 2)));
    expect(seen).toEqual([
      "dosekit.gateway.commit.duration 0 s",
      "dosekit.gateway.records.committed 1",
    ]);
    expect(callbacks.size).toBe(0);
  });
});
