import type { AnyStateMachine } from "xstate";
import { BOARD_EVENTS } from "../board/board.events.ts";
import { boardCode } from "../board/board.generated.ts";
import { boardMachine } from "../board/board.machine.ts";
import { CAROUSEL_EVENTS } from "../carousel/carousel.events.ts";
import { carouselCode } from "../carousel/carousel.generated.ts";
import { carouselMachine } from "../carousel/carousel.machine.ts";
import { UPDATE_EVENTS } from "../firmware-update/firmware-update.events.ts";
import { updateCode } from "../firmware-update/firmware-update.generated.ts";
import { updateMachine } from "../firmware-update/firmware-update.machine.ts";
import { ROLL_EVENTS } from "../roll/roll.events.ts";
import { rollPlanCode } from "../roll-plan/roll-plan.generated.ts";
import { rollPlanMachine } from "../roll-plan/roll-plan.machine.ts";
import { rollReaderCode } from "../roll-reader/roll-reader.generated.ts";
import { rollReaderMachine } from "../roll-reader/roll-reader.machine.ts";
import { TRAY_EVENTS } from "../tray/tray.events.ts";
import { trayCode } from "../tray/tray.generated.ts";
import { trayMachine } from "../tray/tray.machine.ts";
import type { ChartCode } from "./compile/chart-stepper.ts";

/** A chart of this package, with the code that was made from it. */
export interface ShippedChart {
  /** Folder in which chart and code stand, and the first part of their files' names. */
  readonly folder: string;
  /** Under which its code is exported. */
  readonly constant: string;
  readonly machine: AnyStateMachine;
  /** Its closed alphabet. */
  readonly events: readonly string[];
  readonly code: ChartCode;
}

/** Every chart that ships with code of its own. */
export const SHIPPED_CHARTS: readonly ShippedChart[] = [
  {
    ...{ folder: "roll-reader", constant: "rollReaderCode", code: rollReaderCode },
    ...{ machine: rollReaderMachine, events: ROLL_EVENTS },
  },
  {
    ...{ folder: "roll-plan", constant: "rollPlanCode", code: rollPlanCode },
    ...{ machine: rollPlanMachine, events: ROLL_EVENTS },
  },
  {
    ...{ folder: "tray", constant: "trayCode", code: trayCode },
    ...{ machine: trayMachine, events: TRAY_EVENTS },
  },
  {
    ...{ folder: "carousel", constant: "carouselCode", code: carouselCode },
    ...{ machine: carouselMachine, events: CAROUSEL_EVENTS },
  },
  {
    ...{ folder: "board", constant: "boardCode", code: boardCode },
    ...{ machine: boardMachine, events: BOARD_EVENTS },
  },
  {
    ...{ folder: "firmware-update", constant: "updateCode", code: updateCode },
    ...{ machine: updateMachine, events: UPDATE_EVENTS },
  },
];
