import { ReportNumbers } from "../report/report-numbers.ts";
import type { RunCounts } from "../results/run-collector.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { openSurface } from "./progress-surface.ts";
import { countsText, durationText, PROGRESS_TEXTS, type ProgressPhase } from "./progress-texts.ts";

/** Shows people how far a run is. */
export interface ProgressView {
  /**
   * Shows how far it is.
   *
   * @param share part of the run that is done, 0 to 1
   * @param phase what is being done
   * @param connected devices with contact, where there are connections
   */
  show(share: number, phase: ProgressPhase, counts: RunCounts, connected?: number): void;
  /** Ends; the line is left as it is. */
  close(): void;
}

/** From which share and time on it can be said how long a run will take. */
const KNOWN_FROM = { share: 0.01, ms: 2_000 } as const;

/** What a run is, for whoever watches it. */
export interface ProgressOptions {
  /** English when absent. */
  readonly language?: TableLanguage | undefined;
  /** How much there is to do: devices times days. */
  readonly deviceDays: number;
}

/** Opens a bar on a terminal, and plain lines elsewhere. */
export function openProgress(io: CommandIo, options: ProgressOptions): ProgressView {
  const pace = new ProgressPace(io, options);
  const surface = openSurface(io);
  return {
    show: (...told) => {
      const [share, phase] = told;
      surface.show(share, phase, () => pace.textOf(...told));
    },
    close: () => surface.close(),
  };
}

/** Says in words how far a run is, how fast it goes and how long it will go on. */
class ProgressPace {
  readonly #io: CommandIo;
  readonly #deviceDays: number;
  readonly #texts;
  readonly #numbers: ReportNumbers;
  readonly #beganMs: number;

  constructor(io: CommandIo, { language = "en", deviceDays }: ProgressOptions) {
    this.#io = io;
    this.#deviceDays = deviceDays;
    this.#texts = PROGRESS_TEXTS[language];
    this.#numbers = new ReportNumbers(language);
    this.#beganMs = io.hostMs();
  }

  /** See {@link ProgressView.show}. */
  textOf(...[share, phase, counts, connected]: Parameters<ProgressView["show"]>): string {
    const texts = this.#texts;
    const what = countsText(counts, texts, connected);
    return [texts.phases[phase], ...this.#pace(share), what].join(" · ");
  }

  #pace(share: number): readonly string[] {
    const passedMs = this.#io.hostMs() - this.#beganMs;
    if (share < KNOWN_FROM.share || passedMs < KNOWN_FROM.ms) return [];
    const rate = (share * this.#deviceDays * 1_000) / passedMs;
    const leftMs = (passedMs * (1 - share)) / share;
    const shown = rate < 10 ? this.#numbers.decimal(rate) : this.#numbers.whole(rate);
    const texts = this.#texts;
    return [
      `${shown} ${texts.deviceDaysPerSecond}`,
      ...(share < 1 ? [texts.left(durationText(leftMs, texts))] : []),
    ];
  }
}
