/** What is wrong with what the user gave, or with the machine, in a form for people and programs. */
export interface Mistake {
  /** Stable word for the kind of mistake: `ics.unknown-field`. */
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
  readonly found?: string;
  readonly allowed?: string;
  /** One whole sentence. */
  readonly message: string;
}

/** Exit codes of the kit's command. */
export const KIT_EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  environment: 3,
  inconclusive: 4,
  internal: 70,
  interrupted: 130,
} as const;

/**
 * Ends a command because of what the user gave it (exit 2) or of port, broker or machine (exit 3).
 *
 * It is a word to the user, not a fault of the kit.
 */
export class KitMistake extends Error {
  override readonly name = "KitMistake";
  readonly mistake: Mistake;
  readonly exitCode: typeof KIT_EXIT.usage | typeof KIT_EXIT.environment;

  constructor(mistake: Mistake, exitCode: KitMistake["exitCode"] = KIT_EXIT.usage) {
    super(mistake.message);
    this.mistake = mistake;
    this.exitCode = exitCode;
  }
}

/** Makes the error for a port, broker or machine that is not as it has to be. */
export function environmentMistake(mistake: Mistake): KitMistake {
  return new KitMistake(mistake, KIT_EXIT.environment);
}
