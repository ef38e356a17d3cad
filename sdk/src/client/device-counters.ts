/** What was counted about one device since the gateway started; sums over devices are the totals. */
export interface DeviceCounters {
  /** Messages that arrived, refused ones included. */
  messages: number;
  /** Journal records that arrived, repeats included. */
  records: number;
  /** Rows that became durable. */
  committed: number;
  /** Records that the inbox had already, or that were waiting in it. */
  duplicates: number;
  /** Records that came before an earlier one and waited. */
  held: number;
  /** Records that could not wait because too many did; they are asked for again. */
  overflowed: number;
  /** Records of an epoch that is over. */
  late: number;
  /** Records that were not taken because the inbox had no room; they are asked for again. */
  untaken: number;
  /** Sequence numbers that the device can't send any more and this inbox never had. */
  lost: number;
  /** Records that were committed as bytes because their content could not be read. */
  unreadable: number;
  /** Epochs that began. */
  epochs: number;
  /** Births whose journal ends before what was committed: the device lost records that it had. */
  regressed: number;
  /** Last wills of a boot that is over. */
  staleWills: number;
  /** Messages above the rate that one device may have. */
  flooded: number;
  /** Messages longer than any of their channel. */
  oversized: number;
  /** Replies to a command that nobody waits for. */
  strayReplies: number;
  acknowledgementsSent: number;
  requestsSent: number;
  commandsSent: number;
  configsSent: number;
  /** Messages that could not be read, by the code of the decoder. */
  malformed: Record<string, number>;
}

/** Begins counting. */
export function newCounters(): DeviceCounters {
  return {
    messages: 0,
    records: 0,
    committed: 0,
    duplicates: 0,
    held: 0,
    overflowed: 0,
    late: 0,
    untaken: 0,
    lost: 0,
    unreadable: 0,
    epochs: 0,
    regressed: 0,
    staleWills: 0,
    flooded: 0,
    oversized: 0,
    strayReplies: 0,
    acknowledgementsSent: 0,
    requestsSent: 0,
    commandsSent: 0,
    configsSent: 0,
    malformed: {},
  };
}

/** Adds up the counters of several devices. */
export function sumCounters(all: Iterable<Readonly<DeviceCounters>>): DeviceCounters {
  const sum = newCounters();
  for (const counters of all) {
    for (const name of COUNTED) sum[name] += counters[name];
    for (const [code, count] of Object.entries(counters.malformed)) {
      sum.malformed[code] = (sum.malformed[code] ?? 0) + count;
    }
  }
  return sum;
}

/** Copies counters so that the reader's do not change under his hands. */
export function copyCounters(counters: Readonly<DeviceCounters>): DeviceCounters {
  return { ...counters, malformed: { ...counters.malformed } };
}

const COUNTED = Object.keys(newCounters()).filter(
  (name) => name !== "malformed",
) as readonly Exclude<keyof DeviceCounters, "malformed">[];
