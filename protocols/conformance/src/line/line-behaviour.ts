/** How the kit behaves at its end of a line, until it is told otherwise. */
export interface LineBehaviour {
  /**
   * How far it goes into contact: `made` as it should be, `offered` up to the answer of the peer,
   * which is then not confirmed (or, as a device, not sent a second time), `refused` not at all.
   */
  readonly contact: "made" | "offered" | "refused";
  /** Whether it sends RST when the peer says that it has no contact, or only when told to. */
  readonly resets: "when-asked" | "when-told";
  /** Whether it acknowledges the DATA that it gets. */
  readonly acknowledge: "at-once" | "never";
  /** Whether, on a shared line, it asks the device, or as a device answers. */
  readonly turns: "taken" | "left";
  /** What it says that it takes. */
  readonly payloadMax: number;
  readonly window: number;
  readonly messageMax: number;
}

/** What a peer that keeps the rules does. */
export const WELL_BEHAVED_LINE: LineBehaviour = {
  contact: "made",
  resets: "when-asked",
  acknowledge: "at-once",
  turns: "taken",
  payloadMax: 512,
  window: 1,
  messageMax: 65_536,
};
