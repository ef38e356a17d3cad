/** What decides a run besides its fleet file. */
export interface RepeatInput {
  readonly seed: string;
  /** Fleet file as it was named; absent when options alone described the fleet. */
  readonly path?: string;
  /** Options that described or overrode the fleet, without the seed, in the order of the help. */
  readonly options: readonly (readonly [name: string, value: string])[];
}

/** Writes the command that repeats the devices' run on virtual time. */
export function repeatCommand({ seed, path, options }: RepeatInput): string {
  const words = ["dosekit", "simulate"];
  if (path !== undefined) words.push("--fleet", shellWord(path));
  for (const [name, value] of options) words.push(name, shellWord(value));
  return [...words, "--seed", shellWord(seed)].join(" ");
}

/** Writes the command that runs a failure again from its file, or judges a saved one. */
export function replayCommand(path: string): string {
  return `dosekit replay ${shellWord(path)}`;
}

/** Quotes a word so that a POSIX shell takes it as it is. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
