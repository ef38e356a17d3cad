/**
 * What the device came to know while staff stood at the roll. Whoever packed or aligned a roll
 * could not leave out of it a dose that got its outcome only behind the open lid.
 *
 * - `away` nobody stands at the roll
 * - `watched` the lid was opened; no dose got its outcome since
 * - `blind` one did, whose pouch staff may have counted in
 */
export const planVisit = {
  initial: "away",
  on: {
    "lid.opened": ".watched",
    "lid.closed": ".away",
    "device.booted": ".away",
  },
  states: {
    away: {},
    watched: { on: { "dose.spent": { guard: "the pouch stays behind", target: "blind" } } },
    blind: {},
  },
} as const;
