import { boardExploration, updateExploration } from "./board-explorations.ts";
import { carouselExploration } from "./carousel-exploration.ts";
import type { Exploration } from "./exploration.ts";
import { readerExploration, rollPlanExploration } from "./roll-explorations.ts";
import { trayExploration } from "./tray-exploration.ts";

/** Every chart of a device, each ready to be walked through. */
export const EXPLORATIONS: readonly Exploration[] = [
  readerExploration(),
  rollPlanExploration(),
  trayExploration(),
  carouselExploration(),
  boardExploration(),
  updateExploration(),
];
