/** One slot of the flash for a program image. */
export interface ImageSlot {
  /** Version of the image in it; `undefined` while the slot is erased or half written. */
  readonly version: string | undefined;
  /** Whether its digest fits: half an image never starts. */
  readonly isWhole: boolean;
}

/** Place of an image slot. */
export type SlotIndex = 0 | 1;

/**
 * One copy of what the boot loader remembers. A word of flash is written whole or not at all, but
 * the record is longer than a word: a copy that is torn is told by its checksum.
 */
export interface LoaderRecord {
  readonly serial: number;
  readonly confirmed: SlotIndex;
  /** `none`; `asked` to start the spare image once; `begun`: it was started, and is not confirmed. */
  readonly trial: "none" | "asked" | "begun";
  readonly isWhole: boolean;
}

/** All that the flash holds: two images, and two copies of the loader's record, written in turn. */
export interface LoaderFlash {
  readonly slots: readonly [ImageSlot, ImageSlot];
  readonly records: readonly [LoaderRecord, LoaderRecord];
}

/** One write to the flash, which power can cut off. */
export type FlashWrite = (flash: LoaderFlash, fate: "whole" | "torn" | "none") => LoaderFlash;

/** What the loader starts, and the writes that it does first. */
export interface LoaderChoice {
  readonly slot: SlotIndex;
  readonly standing: "confirmed" | "trial";
  readonly rolledBackFrom?: string;
  readonly writes: readonly FlashWrite[];
}

/** The flash of a device as it leaves the factory. */
export function factoryFlash(version: string): LoaderFlash {
  const record = { serial: 1, confirmed: 0, trial: "none", isWhole: true } as const;
  return {
    slots: [
      { version, isWhole: true },
      { version: undefined, isWhole: false },
    ],
    records: [record, { ...record, serial: 0, isWhole: false }],
  };
}

/** The record that counts: the newest whole one. */
export function loaderRecord({ records }: LoaderFlash): LoaderRecord {
  const [first, second] = records;
  if (!first.isWhole) return second;
  if (!second.isWhole) return first;
  return first.serial > second.serial ? first : second;
}

/** The slot that holds no confirmed image. */
export function spareSlot(flash: LoaderFlash): SlotIndex {
  return loaderRecord(flash).confirmed === 0 ? 1 : 0;
}

/**
 * Lists the writes that bring an image into the spare slot: it is erased, written in parts, and
 * counts as whole only by its last part.
 */
export function stagingWrites(flash: LoaderFlash, version: string): readonly FlashWrite[] {
  const spare = spareSlot(flash);
  const isEdited = (isWhole: boolean) => slotWrite(spare, { version, isWhole });
  const untried = loaderRecord(flash).trial === "none" ? [] : [recordWrite({ trial: "none" })];
  return [...untried, slotWrite(spare, ERASED), isEdited(false), isEdited(true)];
}

/** Lists the writes that ask for a trial of the spare image at the next boot. */
export function activationWrites(flash: LoaderFlash): readonly FlashWrite[] {
  return flash.slots[spareSlot(flash)].isWhole ? [recordWrite({ trial: "asked" })] : [];
}

/** Lists the writes that make the image on trial the confirmed one; none when none is on trial. */
export function confirmationWrites(flash: LoaderFlash): readonly FlashWrite[] {
  if (loaderRecord(flash).trial !== "begun") return [];
  return [recordWrite({ confirmed: spareSlot(flash), trial: "none" })];
}

/**
 * Chooses what a boot starts. An image is tried once: a trial that was begun and is not confirmed
 * is over, whatever ended it. The mark that it was begun is written before the image gets control.
 */
export function chooseImage(flash: LoaderFlash): LoaderChoice {
  const { confirmed, trial } = loaderRecord(flash);
  const spare = spareSlot(flash);
  const { version, isWhole } = flash.slots[spare];
  if (trial === "asked" && isWhole) {
    return { slot: spare, standing: "trial", writes: [recordWrite({ trial: "begun" })] };
  }
  const writes = trial === "none" ? [] : [recordWrite({ trial: "none" })];
  const back = trial === "begun" && version !== undefined ? { rolledBackFrom: version } : {};
  return { slot: confirmed, standing: "confirmed", ...back, writes };
}

const ERASED: ImageSlot = { version: undefined, isWhole: false };

function slotWrite(index: SlotIndex, written: ImageSlot): FlashWrite {
  return (flash, fate) => {
    if (fate === "none") return flash;
    const slot = fate === "whole" ? written : { ...written, isWhole: false };
    const [first, second] = flash.slots;
    return { ...flash, slots: index === 0 ? [slot, second] : [first, slot] };
  };
}

/** The copy that does not count is written over, so that the one that counts stays whole. */
function recordWrite(change: Partial<LoaderRecord>): FlashWrite {
  return (flash, fate) => {
    if (fate === "none") return flash;
    const now = loaderRecord(flash);
    const next = { ...now, ...change, serial: now.serial + 1, isWhole: fate === "whole" };
    const [first, second] = flash.records;
    return { ...flash, records: now === first ? [first, next] : [next, second] };
  };
}
