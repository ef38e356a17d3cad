import { Histogram, type MetricSnapshot, prometheusText } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

function snapshotOf(metrics: MetricSnapshot["metrics"]): MetricSnapshot {
  return { atMs: 1, metrics };
}

describe("the text form of Prometheus", () => {
  it("names counters by what they count, and ends them in total", () => {
    const values = [{ attributes: { code: "tag" }, value: 3 }];
    const head = { name: "dosekit.gateway.messages.malformed", unit: "{message}" };
    const text = prometheusText(
      snapshotOf([{ kind: "counter", ...head, description: "Unread.", values }]),
    );
    expect(text).toBe(
      [
        "# HELP dosekit_gateway_messages_malformed_total Unread.",
        "# TYPE dosekit_gateway_messages_malformed_total counter",
        'dosekit_gateway_messages_malformed_total{code="tag"} 3',
        "",
      ].join("\n"),
    );
  });

  it("adds buckets up and names their unit", () => {
    const histogram = new Histogram([0.5, 1]);
    for (const value of [0.5, 0.75, 7, -1]) histogram.record(value);
    const values = [{ attributes: {}, reading: histogram.reading() }];
    const head = { name: "a.b", unit: "s", description: "Waits." };
    const text = prometheusText(snapshotOf([{ kind: "histogram", ...head, values }]));
    expect(text.split("\n").slice(2)).toEqual([
      'a_b_seconds_bucket{le="0.5"} 2',
      'a_b_seconds_bucket{le="1"} 3',
      'a_b_seconds_bucket{le="+Inf"} 4',
      "a_b_seconds_sum 8.25",
      "a_b_seconds_count 4",
      "",
    ]);
  });

  it("escapes what would end a label or a line", () => {
    const values = [{ attributes: { "a.b": 'x"\\\ny' }, value: 1 }];
    const head = { name: "n", unit: "1", description: "one\ntwo" };
    const text = prometheusText(snapshotOf([{ kind: "gauge", ...head, values }]));
    expect(text).toContain("# HELP n one\\ntwo\n");
    expect(text).toContain('n{a_b="x\\"\\\\\\ny"} 1\n');
  });
});
