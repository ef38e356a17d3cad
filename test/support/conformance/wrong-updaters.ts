import { R, type RequirementId } from "@dosekit/conformance";
import { answers, tells, type WrongDispenser } from "./wrong-dispensers.ts";

/** Wrong devices, one thing wrong with how each updates its program. */
export const WRONG_UPDATERS: readonly WrongDispenser[] = [
  {
    name: "takes an image from anybody",
    breaks: R.OMDP_UPD_001,
    patch: {
      logic: (logic) => ({
        ...logic,
        step: (state, input, now) => {
          const vouched = input.type === "command.received" ? { sealed: true as const } : {};
          return logic.step(state, { ...input, ...vouched } as typeof input, now);
        },
      }),
    },
  },
  tells("starts an image while a dose lies ready", R.OMDP_UPD_002, (event) => {
    return event.kind === "dose.offered" ? { ...event, kind: "firmware.activated" } : event;
  }),
  {
    name: "starts an image over and over that never proved itself",
    breaks: R.OMDP_UPD_003,
    patch: {
      loader: (loader) => {
        let tried: string | undefined;
        return {
          report: () => {
            const report = loader.report();
            const { standing, version } = report.image ?? {};
            if (standing === "trial") tried = version;
            if (tried === undefined) return report;
            return { failedParts: [], image: { version: tried, standing: "trial" } };
          },
          ask: (effect) => loader.ask(effect),
        };
      },
    },
  },
  renames("does not say that it starts another image", R.OMDP_UPD_004, "firmware.activated"),
  renames("does not say that it went back", R.OMDP_UPD_004, "firmware.rolled-back"),
  answers("calls an image done that it gave up", R.OMDP_UPD_005, ({ refusal, ...reply }) => {
    if (refusal === undefined) return reply;
    return refusal === "incomplete" ? { ...reply, result: "done" } : { ...reply, refusal };
  }),
];

/** Writes something else in the place of a record. */
function renames(
  name: string,
  breaks: RequirementId,
  kind: "firmware.activated" | "firmware.rolled-back",
): WrongDispenser {
  return tells(name, breaks, (event) => {
    return event.kind === kind ? { ...event, kind: "battery.changed" } : event;
  });
}
