import type { Figure } from "./figure.ts";

/** Figures of the service around a dispenser: the same for every product unless it says otherwise. */
export interface ServiceFigures {
  /** How long a device runs without a plan before 1.14 is raised. */
  readonly noPlanAlertMin: Figure;
  /** How long before its due time staff may release a dose. */
  readonly assistedAheadMin: Figure;
  /** How long a dose that somebody asked for stays within reach before it is locked away again. */
  readonly askedReleaseMin: Figure;
  /** Doses that are handed out for a journey at the most. */
  readonly travelDosesMax: Figure;
  /** How long a message waits to be confirmed before 1.4 is raised. */
  readonly messageAlertMin: Figure;
  /** Length of the test period, after which an evaluation is due. */
  readonly trainingDays: Figure;
}

/** What a product has that does not name its own. */
export const SERVICE_FIGURES: ServiceFigures = {
  noPlanAlertMin: {
    value: 15,
    unit: "min",
    range: [0, 1_440],
    confidence: "inferred",
    source: "a device that is put up gets its plan within minutes",
  },
  assistedAheadMin: {
    value: 1_440,
    unit: "min",
    range: [0, 2_880],
    confidence: "inferred",
    source: "staff who come once a day hand out what is due until they come again",
  },
  askedReleaseMin: {
    value: 5,
    unit: "min",
    range: [1, 8],
    confidence: "inferred",
    source: "whoever asked stands there; shorter than the 10 minutes that an outcome may take",
  },
  travelDosesMax: {
    value: 28,
    unit: "doses",
    range: [1, 84],
    confidence: "inferred",
    source: "a journey of a week with four doses a day",
  },
  messageAlertMin: {
    value: 120,
    unit: "min",
    range: [5, 2_880],
    confidence: "inferred",
    source: "as long as a dose waits",
  },
  trainingDays: {
    value: 14,
    unit: "d",
    range: [1, 60],
    confidence: "found",
    source: "Larvik's flow for dispensers, 2016: two weeks of testing",
  },
};
