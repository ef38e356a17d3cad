import {
  BOARD_EVENTS,
  BOARD_IGNORED,
  boardFigures,
  boardMachine,
  type MachineContext,
  type MachineEvent,
  UPDATE_EVENTS,
  UPDATE_IGNORED,
  updateMachine,
} from "@dosekit/firmware-model";
import { type Exploration, startOf } from "./exploration.ts";
import { PILLY } from "./tray-bench.ts";

/** Once is too often on one device, three times on the other. */
const RESETS_MAX = [1, 3];
const BOOTS: readonly MachineEvent[] = ["power-restored", "watchdog", "brown-out"].flatMap(
  (cause) => [0, 2].map((failed) => ({ type: "device.booted", cause, failed })),
);
const BOARD_WALK: readonly MachineEvent[] = [
  ...BOOTS,
  ...BOARD_EVENTS.filter((type) => !/measured|booted/.test(type)).map((type) => ({ type })),
  ...[1_000, 250, 200, 75, 60, 20, 0].map((permille) => ({ type: "battery.measured", permille })),
  ...[-20, 4, 6, 7, 20, 38, 39, 41].map((celsius) => ({ type: "temperature.measured", celsius })),
];
const UPDATE_WALK: readonly MachineEvent[] = [
  ...UPDATE_EVENTS.filter((type) => type !== "device.booted").map((type) => ({ type })),
  ...[true, false].flatMap((onTrial) =>
    [true, false].flatMap((rolledBack) =>
      [0, 1].map((failed) => ({ type: "device.booted", onTrial, rolledBack, failed })),
    ),
  ),
];

/** The hardware around a mechanism: a device that may reset itself once, and one thrice. */
export function boardExploration(): Exploration {
  const mechanism = { machine: boardMachine, events: BOARD_EVENTS };
  const starts = RESETS_MAX.map((resetsMax) => {
    const figures = { ...boardFigures(PILLY), resetsMax };
    return startOf(mechanism, { figures, resets: 0 } as unknown as MachineContext);
  });
  return {
    name: "board",
    mechanism,
    ignored: BOARD_IGNORED,
    unheardReasons: {},
    raised: new Set(),
    starts,
    events: BOARD_WALK,
    sameAs: ({ value, context }) => JSON.stringify([value, context]),
  };
}

/** An update from the offer of an image to its confirmation or the way back. */
export function updateExploration(): Exploration {
  const mechanism = { machine: updateMachine, events: UPDATE_EVENTS };
  return {
    name: "firmware-update",
    mechanism,
    ignored: UPDATE_IGNORED,
    unheardReasons: {},
    raised: new Set(),
    starts: [startOf(mechanism, { figures: { stageLimitMs: 60_000, trialMs: 60_000 } })],
    events: UPDATE_WALK,
    sameAs: ({ value }) => JSON.stringify(value),
  };
}
