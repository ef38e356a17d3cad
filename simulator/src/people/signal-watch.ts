import type { SignalShow } from "@dosekit/protocols";

/** What a person notices when what the device shows changes. */
export type Notice =
  /** It began to signal after a long silence: a dose waits, as far as they can tell. */
  | "new-call"
  /** It signals again soon after it went quiet, or calls by sound again after light alone. */
  | "again"
  | "nothing";

/**
 * How long a device must be quiet before its next signal means a new dose to a person, ms.
 * Inferred: longer than any pause between two rounds of reminding, shorter than between doses.
 */
export const QUIET_MEANS_OVER_MS = 45 * 60_000;

/** Text that asks for staff: nothing that the user could do. */
const FOR_STAFF = "call-staff";
/** Text that says that the dose lies within reach. */
const TAKE_IT = "take";

/**
 * A person's eyes and ears: tells a new call from one more round of the old one, by nothing but
 * light, sound, text and speech and the time since they last perceived any.
 */
export class SignalWatch {
  #isSignalling = false;
  #isSounding = false;
  #saysTake = false;
  #quietSinceMs: number | undefined;

  /** Takes in what the device shows now. */
  see(shown: SignalShow, trueMs: number): Notice {
    const signals = callsUser(shown);
    const soundsAgain = signals && shown.sound > 0 && !this.#isSounding;
    this.#isSounding = shown.sound > 0;
    this.#saysTake = shown.text === TAKE_IT;
    if (signals === this.#isSignalling) return signals && soundsAgain ? "again" : "nothing";
    this.#isSignalling = signals;
    if (!signals) {
      this.#quietSinceMs = trueMs;
      return "nothing";
    }
    const quietMs = trueMs - (this.#quietSinceMs ?? Number.NEGATIVE_INFINITY);
    return quietMs > QUIET_MEANS_OVER_MS ? "new-call" : "again";
  }

  /** Says whether the device signals right now. */
  isSignalling(): boolean {
    return this.#isSignalling;
  }

  /** Says whether its text asks for nothing but to take what lies there. */
  saysTake(): boolean {
    return this.#saysTake;
  }

  /** Forgets the old call, so that the next signal is a new one. */
  forget(): void {
    this.#quietSinceMs = undefined;
  }
}

function callsUser({ light, sound, text, speech }: SignalShow): boolean {
  if (text === FOR_STAFF) return false;
  return light !== "off" || sound > 0 || text !== undefined || speech !== undefined;
}
