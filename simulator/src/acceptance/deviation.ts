/** How grave a deviation is: A critical, B serious, C less serious. */
export const DEVIATION_CLASSES = ["A", "B", "C"] as const;
/** See {@link DEVIATION_CLASSES}. */
export type DeviationClass = (typeof DEVIATION_CLASSES)[number];

/** Something that was not as agreed, from the day it was found until the day it was put right. */
export interface Deviation {
  readonly id: string;
  readonly class: DeviationClass;
  /** Day number on which it was found. */
  readonly openedDay: number;
  /** Day number on which it was put right; absent while it is open. */
  readonly closedDay?: number;
  /** The criterion that it breaks, where it breaks one. */
  readonly criterion?: string;
}

/** Tells whether a deviation has not been put right. */
export function isOpen({ closedDay }: Deviation): boolean {
  return closedDay === undefined;
}

/**
 * Holds a deviation to what can be.
 *
 * @throws RangeError when a day is no whole number, or it was put right before it was found
 */
export function checkDeviation({ id, openedDay, closedDay }: Deviation): void {
  const days = closedDay === undefined ? [openedDay] : [openedDay, closedDay];
  if (!days.every(Number.isSafeInteger)) throw new RangeError(`${id}: a day is a whole number`);
  if (closedDay !== undefined && closedDay < openedDay) {
    throw new RangeError(`${id}: it was put right before it was found`);
  }
}
