import type { GatewayClient } from "../client/gateway-client.ts";
import { GATEWAY_HISTOGRAMS } from "../client/gateway-instruments.ts";
import type { GatewayReadings } from "../client/gateway-readings.ts";
import type { GatewayCounters } from "../client/gateway-setup.ts";
import type { Metric, MetricAttributes, MetricSource, MetricValue } from "./metric-snapshot.ts";

/** What {@link gatewayMetrics} reads of a client. */
export type MeasuredClient = Pick<GatewayClient, "counters" | "readings" | "onMeasurement">;

/**
 * Measures a gateway: counters, gauges and histograms that tell of no device and of no person.
 *
 * Attributes are words of closed lists alone, so the number of series is bounded.
 */
export function gatewayMetrics(client: MeasuredClient): MetricSource {
  return {
    snapshot: () => {
      const counters = client.counters();
      const readings = client.readings();
      const metrics = [
        ...COUNTED.map(([name, unit, description, read]) =>
          single("counter", { name, unit, description }, read(counters, readings)),
        ),
        ...MEASURED.map(([name, unit, description, read]) =>
          single("gauge", { name, unit, description }, read(counters, readings)),
        ),
        malformedOf(counters),
        inboxStateOf(counters),
        ...commandMetrics(readings),
        ...histogramsOf(readings),
      ];
      return { atMs: readings.atMs, metrics };
    },
    onMeasurement: (listener) => client.onMeasurement(listener),
  };
}

type Row = readonly [
  name: string,
  unit: string,
  description: string,
  read: (counters: GatewayCounters, readings: GatewayReadings) => number,
];

const COUNTED: readonly Row[] = [
  [
    "messages.received",
    "{message}",
    "Messages of devices, refused ones included.",
    (c) => c.messages,
  ],
  ["messages.flooded", "{message}", "Messages above the rate of one device.", (c) => c.flooded],
  ["messages.oversized", "{message}", "Messages longer than any valid one.", (c) => c.oversized],
  [
    "messages.refused",
    "{message}",
    "Messages of devices above the limit.",
    (c) => c.refusedMessages,
  ],
  ["messages.invalid_id", "{message}", "Messages under an impossible id.", (c) => c.invalidIds],
  [
    "records.received",
    "{record}",
    "Journal records that came, repeats included.",
    (c) => c.records,
  ],
  ["records.committed", "{record}", "Rows that became durable.", (c) => c.committed],
  ["records.duplicate", "{record}", "Records that were there already.", (c) => c.duplicates],
  ["records.held", "{record}", "Records that waited for an earlier one.", (c) => c.held],
  [
    "records.overflowed",
    "{record}",
    "Records that could not wait; asked for again.",
    (c) => c.overflowed,
  ],
  [
    "records.untaken",
    "{record}",
    "Records turned away by a full inbox; asked for again.",
    (c) => c.untaken,
  ],
  ["records.late", "{record}", "Records of an epoch that is over.", (c) => c.late],
  ["records.lost", "{record}", "Records that devices could not send any more.", (c) => c.lost],
  ["records.unreadable", "{record}", "Records committed as bytes.", (c) => c.unreadable],
  ["epochs", "{epoch}", "Epochs of journals that began.", (c) => c.epochs],
  ["journals.regressed", "{journal}", "Journals that lost what they had told.", (c) => c.regressed],
  ["wills.stale", "{message}", "Last wills of a boot that is over.", (c) => c.staleWills],
  ["replies.stray", "{message}", "Replies that nobody waits for.", (c) => c.strayReplies],
  ["acknowledgements.sent", "{message}", "Acknowledgements sent.", (c) => c.acknowledgementsSent],
  ["requests.sent", "{message}", "Requests for missing records sent.", (c) => c.requestsSent],
  ["link.changes", "{change}", "Times contact came or went.", (_, r) => r.linkChanges],
  ["listeners.threw", "{error}", "Errors of the program's listeners.", (_, r) => r.listenersThrew],
  ["commands.sent", "{message}", "Commands sent, repeats included.", (c) => c.commandsSent],
  [
    "configurations.sent",
    "{message}",
    "Configurations sent, repeats included.",
    (c) => c.configsSent,
  ],
];

const MEASURED: readonly Row[] = [
  ["devices", "{device}", "Devices ever heard of.", (c) => c.devices],
  ["devices.present", "{device}", "Devices that are there.", (_, r) => r.devicesPresent],
  ["devices.with_gaps", "{device}", "Devices whose records have gaps.", (c) => c.gaps],
  ["records.waiting", "{record}", "Records that wait behind gaps.", (c) => c.waiting],
  ["inbox.rows", "{row}", "Rows kept in the inbox.", (c) => c.rows],
  ["commands.waiting", "{command}", "Commands without an answer yet.", (_, r) => r.commandsWaiting],
  ["streams.rows", "{row}", "Rows that slow readers hold in memory.", (_, r) => r.bufferedRows],
  ["link.up", "1", "1 with contact to broker or lines.", (_, r) => (r.linkUp ? 1 : 0)],
];

const INBOX_STATES = ["closed", "ready", "full", "failing"] as const;

/** Codes come from tables; whatever else might come is not told. */
const CODE = /^[a-z][a-z-]{0,39}$/;

function malformedOf({ malformed }: GatewayCounters): Metric {
  const sums = new Map<string, number>();
  for (const [code, count] of Object.entries(malformed)) {
    const word = CODE.test(code) ? code : "other";
    sums.set(word, (sums.get(word) ?? 0) + count);
  }
  const values = [...sums].map(([code, value]) => ({ attributes: { code }, value }));
  const description = "Messages that could not be read, by the code of the decoder.";
  return counterOf("messages.malformed", "{message}", { description, values });
}

function inboxStateOf({ inbox }: GatewayCounters): Metric {
  return {
    kind: "gauge",
    ...headOf("inbox.state", "1", "1 for the state that the inbox is in."),
    values: INBOX_STATES.map((state) => {
      return { attributes: { state }, value: state === inbox ? 1 : 0 };
    }),
  };
}

function commandMetrics({ commandCounts }: GatewayReadings): readonly Metric[] {
  const values = commandCounts.map(({ verb, result, count }) => {
    return { attributes: { verb, result }, value: count };
  });
  const description = "Commands that ended, by what was asked for and how.";
  return [counterOf("commands.ended", "{command}", { description, values })];
}

function histogramsOf({ commitDelay, commandDelay }: GatewayReadings): readonly Metric[] {
  const none: MetricAttributes = {};
  return [
    {
      kind: "histogram",
      name: GATEWAY_HISTOGRAMS.commit,
      unit: "s",
      description: "From taking a record to its being durable.",
      values: [{ attributes: none, reading: commitDelay }],
    },
    {
      kind: "histogram",
      name: GATEWAY_HISTOGRAMS.command,
      unit: "s",
      description: "From giving a command to the device's answer.",
      values: [{ attributes: none, reading: commandDelay }],
    },
  ];
}

function single(
  kind: "counter" | "gauge",
  { name, unit, description }: { name: string; unit: string; description: string },
  value: number,
): Metric {
  return { kind, ...headOf(name, unit, description), values: [{ attributes: {}, value }] };
}

function counterOf(
  name: string,
  unit: string,
  rest: { readonly description: string; readonly values: readonly MetricValue[] },
): Metric {
  return { kind: "counter", ...headOf(name, unit, rest.description), values: rest.values };
}

function headOf(name: string, unit: string, description: string) {
  return { name: `dosekit.gateway.${name}`, unit, description };
}
