import type { Reply } from "@dosekit/protocols";
import { SdkError } from "../errors.ts";
import type { CommandOutcome } from "./command-desk.ts";
import type { ReportOutcome, Reports } from "./report-desk.ts";

/** Begins something that ends with a reply; the promise ends with it, or with {@link SdkError}. */
export function promisedReply(
  begin: (done: (outcome: CommandOutcome) => void) => void,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    begin((outcome) => {
      if (outcome.ok) resolve(outcome.reply);
      else reject(new SdkError(outcome.fault));
    });
  });
}

/** Begins something that ends with a report; the promise ends with it, or with {@link SdkError}. */
export function promisedReport<K extends keyof Reports>(
  begin: (done: (outcome: ReportOutcome<K>) => void) => void,
): Promise<Reports[K]> {
  return new Promise((resolve, reject) => {
    begin((outcome) => {
      if (outcome.ok) resolve(outcome.report);
      else reject(new SdkError(outcome.fault));
    });
  });
}
