/** What of people's lives a run has in it; each can be switched off by itself. */
export interface PeopleHabits {
  /**
   * Who calls somebody who leaves a dose: the response centre of the run, or the persona itself. The
   * call that belongs to the persona comes between the first alert and the end of the window, which
   * is what {@link Persona.takesAfterCall} means; the centre's calls then change nothing.
   */
  readonly calls: "centre" | "persona";
  /**
   * Whether those who take a dose alone do so before the first alert, which is what
   * {@link Persona.takesAlone} means; without it a slow hand comes later.
   */
  readonly inTime: boolean;
  /** Whether some reminders are not heeded. */
  readonly ignoring: boolean;
  /** Whether they handle the device without a reason. */
  readonly idling: boolean;
  /** Whether they press or turn once too often. */
  readonly mistakes: boolean;
  /** Whether they make journeys. */
  readonly journeys: boolean;
  /** Whether relatives come by and may be called. */
  readonly relatives: boolean;
  /** Whether every user is new at the start of the run: the first two weeks have twice the misses. */
  readonly training: boolean;
  /** Whether they take less alone with each month. */
  readonly decline: boolean;
  /** Whether some stop in the first three months. */
  readonly dropOut: boolean;
}

/** Habits of a run that names none: a fleet that has been in use for a while. */
export const USUAL_HABITS: PeopleHabits = {
  calls: "centre",
  inTime: true,
  ignoring: true,
  idling: true,
  mistakes: true,
  journeys: true,
  relatives: true,
  training: false,
  decline: true,
  dropOut: false,
};

/** Habits under which personas are calibrated: settled users, and nobody outside who calls. */
export const CALIBRATION_HABITS: PeopleHabits = {
  ...USUAL_HABITS,
  calls: "persona",
  decline: false,
};
