import {
  type CentreAnswer,
  type CentreCall,
  CentreLine,
  DEFAULT_RESPONSE,
  EventQueue,
  type HomeRun,
  type OperatorDesk,
  openResponse,
  type ResponsePlan,
  RunRecorder,
  type RunSpec,
  type SharedDesk,
  type SharedHomes,
  type SharedNews,
  SharedRun,
  type Shift,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runSpecOf } from "../../../support/storm-spec.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const MINUTE_MS = 60_000;
/** Everything happens at a whole minute, so that much happens at once. */
const SPAN_MIN = 90;

/** Something for which a home wants somebody. */
interface Need {
  readonly afterMin: number;
  readonly desk: SharedDesk;
  readonly severity: 0 | 20 | 40;
  /** How long whoever comes is kept; how long the home waits for them. */
  readonly keepMin: number;
  readonly waitMin: number;
  /** Whether it wants somebody of the other desk as soon as somebody comes. */
  readonly wantsMore: boolean;
}

type Home = readonly Need[];

const need: fc.Arbitrary<Need> = fc.record({
  afterMin: fc.nat(SPAN_MIN),
  desk: fc.constantFrom<SharedDesk[]>("operators", "home-care"),
  severity: fc.constantFrom<(0 | 20 | 40)[]>(0, 20, 40),
  keepMin: fc.integer({ min: 1, max: 30 }),
  waitMin: fc.integer({ min: 1, max: 60 }),
  wantsMore: fc.boolean(),
});
const homes = fc.array(fc.array(need, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

const strides: fc.Arbitrary<Strides> = fc.record({
  strideMin: fc.integer({ min: 1, max: 200 }),
  aheadMin: fc.nat(200),
  ahead: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
});

/** Shifts of a few minutes each, so that they change under work and waiting. */
const shifts = fc
  .array(fc.record({ operators: fc.nat(2), fromMin: fc.nat(40), lengthMin: fc.nat(40) }), {
    maxLength: 4,
  })
  .map((rows) =>
    rows.map(({ operators, fromMin, lengthMin }, at): Shift => {
      const [from, to] = [clockOf(fromMin), clockOf(fromMin + lengthMin + 1)];
      return { name: `shift ${at}`, operators, from, to, days: DEFAULT_RESPONSE.times.roundDays };
    }),
  );

function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

interface Life {
  readonly queue: EventQueue;
  readonly lane: number;
  readonly deskOf: (desk: SharedDesk) => OperatorDesk;
  readonly note: (what: string) => void;
}

function live(home: Home, { queue, lane, deskOf, note }: Life): void {
  const startMs = queue.nowMs();
  const inMin = (minutes: number, run: () => void) =>
    queue.at(queue.nowMs() + minutes * MINUTE_MS, lane, run);
  const ask = (wish: Need, name: string): void => {
    let begun = false;
    let withdraw: () => void = () => undefined;
    inMin(wish.waitMin, () => {
      note(`${name} ${begun ? "was begun" : "given up"}`);
      if (!begun) withdraw();
    });
    // The last thing in its event, as everywhere (see CentreLine).
    withdraw = deskOf(wish.desk).ask({
      ...{ deviceId: `d${lane}`, alertId: name, severity: wish.severity, sinceMs: startMs },
      begin: (operator) => {
        begun = true;
        note(`${name} begun by ${operator.name}`);
        if (wish.wantsMore) {
          const desk = wish.desk === "operators" ? "home-care" : "operators";
          inMin(0, () => ask({ ...wish, desk, wantsMore: false }, `${name}, more`));
        }
        inMin(wish.keepMin, () => {
          note(`${name} ended`);
          operator.release();
        });
      },
    });
  };
  for (const [at, wish] of home.entries()) {
    inMin(wish.afterMin, () => ask(wish, `${lane}-${at}`));
  }
}

interface Seen {
  readonly notes: readonly (readonly string[])[];
  readonly centre: unknown;
}

function specOf(count: number, response: ResponsePlan): RunSpec {
  const deviceIds = Array.from({ length: count }, (_, lane) => `d${lane}`);
  return { ...runSpecOf({ days: 1, deviceIds }), response };
}

function onOneQueue(fleet: readonly Home[], spec: RunSpec): Seen {
  const queue = new EventQueue(spec.startMs);
  const recorder = new RunRecorder(spec);
  const { desk, homeCare } = openResponse(spec, {
    ...{ scheduler: queue, lane: fleet.length },
    observe: (seen) => recorder.observe(seen),
  });
  const notes = fleet.map((home, lane) => {
    const own: string[] = [];
    const deskOf = (which: SharedDesk) => (which === "operators" ? desk : homeCare.desk);
    live(home, { queue, lane, deskOf, note: (what) => own.push(`${queue.nowMs()} ${what}`) });
    return own;
  });
  queue.runUntil(spec.endMs);
  recorder.close(spec.endMs);
  return { notes, centre: recorder.sums().response };
}

/** Each home on a queue of its own; some live ahead of the others, whenever anything is asked of them. */
class OwnQueues implements SharedHomes {
  readonly notes: string[][] = [];
  readonly #queues: EventQueue[] = [];
  readonly #lines: CentreLine[] = [];
  readonly #livesAhead: (lane: number) => boolean;
  #calls: CentreCall[] = [];
  #aheadMs = 0;

  constructor(fleet: readonly Home[], { startMs }: RunSpec, livesAhead: (lane: number) => boolean) {
    this.#livesAhead = livesAhead;
    fleet.forEach((home, lane) => {
      const queue = new EventQueue(startMs);
      const line = new CentreLine({
        onWish: (wish) => this.#calls.push({ ...wish, lane, trueMs: queue.nowMs() }),
        pause: () => queue.pause(),
      });
      const own: string[] = [];
      this.notes.push(own);
      this.#queues.push(queue);
      this.#lines.push(line);
      const note = (what: string) => void own.push(`${queue.nowMs()} ${what}`);
      live(home, { queue, lane, deskOf: (desk) => line.desk(desk), note });
    });
  }

  async liveOn(untilMs: number, aheadMs: number): Promise<SharedNews> {
    this.#aheadMs = aheadMs;
    this.#queues.forEach((queue, lane) => {
      if (this.#lines[lane]?.waits() === false) queue.runUntil(untilMs);
    });
    this.#liveAhead();
    return { calls: this.#taken(), stands: [] };
  }

  async step(answers: readonly CentreAnswer[], runs: readonly HomeRun[]): Promise<SharedNews> {
    const reached = new Map<number, number | undefined>();
    for (const { lane, id, name, trueMs } of answers) {
      this.#queues[lane]?.moveTo(trueMs);
      this.#lines[lane]?.begin(id, name);
      reached.set(lane, undefined);
    }
    for (const { lane, untilMs } of runs) {
      const queue = this.#queues[lane];
      reached.set(lane, queue?.runUntil(untilMs) ? untilMs : (queue?.nowMs() ?? 0) - 1);
    }
    const stands = [...reached].map(([lane, reachedMs]) => {
      const nextMs = this.#queues[lane]?.nextMs();
      const next = nextMs === undefined ? {} : { nextMs };
      return { lane, ...(reachedMs === undefined ? {} : { reachedMs }), ...next };
    });
    this.#liveAhead();
    return { calls: this.#taken(), stands };
  }

  #liveAhead(): void {
    this.#queues.forEach((queue, lane) => {
      const waits = this.#lines[lane]?.waits() === true;
      if (!waits && this.#livesAhead(lane)) queue.runUntil(this.#aheadMs);
    });
  }

  #taken(): readonly CentreCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }
}

/** How homes are told to live on, and which of them live ahead each time that anything is asked. */
interface Strides {
  readonly strideMin: number;
  readonly aheadMin: number;
  readonly ahead: readonly boolean[];
}

async function eachByItself(
  fleet: readonly Home[],
  spec: RunSpec,
  { strideMin, aheadMin, ahead }: Strides,
): Promise<Seen> {
  let asked = 0;
  const livesAhead = () => {
    asked += 1;
    return ahead[asked % ahead.length] ?? false;
  };
  const own = new OwnQueues(fleet, spec, livesAhead);
  const ids = spec.devices.map(({ deviceId }) => deviceId);
  const run = new SharedRun(spec, ids, own);
  for (let ms = spec.startMs; ms < spec.endMs; ) {
    ms = Math.min(spec.endMs, ms + strideMin * MINUTE_MS);
    // Whoever lives ahead gets no further than everybody does next.
    const aheadMs = Math.min(spec.endMs, ms + Math.min(aheadMin, strideMin) * MINUTE_MS);
    await run.advance(ms, aheadMs);
  }
  return { notes: own.notes, centre: run.centre.finish(spec.endMs).sums.response };
}

test("homes that share people, each by itself until it needs one, always see what they see on one queue", async () => {
  await fc.assert(
    fc.asyncProperty(homes, shifts, shifts, strides, async (fleet, operators, staff, stride) => {
      const homeCare = { shifts: staff, visitsPerHour: 2 };
      const plan = {
        ...DEFAULT_RESPONSE,
        centre: "shared",
        shifts: operators,
        homeCare,
      } as const;
      const spec = { ...specOf(fleet.length, plan), endMs: 0, drainMs: 0 };
      const timed = { ...spec, endMs: spec.startMs + 4 * SPAN_MIN * MINUTE_MS };
      expect(await eachByItself(fleet, timed, stride)).toEqual(onOneQueue(fleet, timed));
    }),
    { numRuns: LONG ? 20_000 : 200 },
  );
}, 600_000);
