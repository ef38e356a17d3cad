import type { OnPart } from "../acceptance/run/run-plan.ts";
import { ReportNumbers } from "../report/report-numbers.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { openSurface } from "./progress-surface.ts";
import { durationText, PROGRESS_TEXTS } from "./progress-texts.ts";

/** From which share and time on it can be said how long a run will take. */
const KNOWN_FROM = { share: 0.01, ms: 2_000 } as const;

/** Shows people how far an acceptance run is. */
export interface AcceptProgress {
  readonly onPart: OnPart;
  /** Ends; the line is left as it is. */
  readonly close: () => void;
}

/**
 * Opens the view of an acceptance run: the part that it is at, how fast it goes, and how long it will
 * go on. All parts are weighed in device-days of daily operation, so the rate is in these.
 */
export function openAcceptProgress(io: CommandIo, language: TableLanguage): AcceptProgress {
  const surface = openSurface(io);
  const texts = PROGRESS_TEXTS[language];
  const numbers = new ReportNumbers(language);
  const beganMs = io.hostMs();
  const paceOf = (share: number, weight: number): readonly string[] => {
    const passedMs = io.hostMs() - beganMs;
    if (share < KNOWN_FROM.share || passedMs < KNOWN_FROM.ms) return [];
    const rate = (share * weight * 1_000) / passedMs;
    const leftMs = (passedMs * (1 - share)) / share;
    return [
      `${numbers.whole(rate)} ${texts.deviceDaysPerSecond}`,
      ...(share < 1 ? [texts.left(durationText(leftMs, texts))] : []),
    ];
  };
  return {
    onPart: ({ name, title }, share, weight) => {
      const what = language === "no" ? title.nb : title.en;
      const text = () => [what, ...paceOf(share, weight)].join(" · ");
      surface.show(share, name, text);
    },
    close: () => surface.close(),
  };
}
