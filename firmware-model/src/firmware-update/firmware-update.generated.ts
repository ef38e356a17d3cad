// Made from the chart "firmware-update" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { checkedDelayMs } from "../machine/compile/step-limits.ts";

/** The chart `firmware-update` as plain code. */
export const updateCode: ChartCode = {
  fingerprint: "43y-536404ec",
  bind(parts) {
    const effects = { count: 0, codes: [] as number[], delaysMs: [] as number[] };
    const asked = { context: {} as Record<string, unknown>, event: { type: "" } };
    const delay0 = parts.delay("stageLimit");
    const delay1 = parts.delay("trialOver");
    const guard2 = parts.guard("on trial, and a part failed");
    const guard3 = parts.guard("on trial");
    const guard4 = parts.guard("the loader went back");
    // update.requested
    function event0(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 0: { // cycle.settled
          effects.codes[effects.count++] = 0; // fetch image
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.stageLimit.firmware-update.cycle.staging", delay0(asked));
          effects.codes[effects.count++] = 10; // arm xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = (place & -8) | 1;
          return 2;
        }
      }
      return 0;
    }
    // image.staged
    function event1(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.codes[effects.count++] = 12; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = (place & -8) | 2;
          return 2;
        }
      }
      return 0;
    }
    // image.refused
    function event2(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.codes[effects.count++] = 12; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          effects.codes[effects.count++] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // moment.quiet
    function event3(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 2: { // cycle.ready
          effects.codes[effects.count++] = 2; // record activated
          effects.codes[effects.count++] = 3; // start image
          instance.place = (place & -8) | 3;
          return 2;
        }
      }
      return 0;
    }
    // update.expired
    function event4(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.codes[effects.count++] = 12; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          effects.codes[effects.count++] = 4; // answer expired
          instance.place = place & -8;
          return 2;
        }
        case 2: { // cycle.ready
          effects.codes[effects.count++] = 4; // answer expired
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // step.dropped
    function event5(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 3: { // cycle.activating
          instance.place = (place & -8) | 2;
          return 2;
        }
        case 5: { // cycle.confirming
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
          effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
          instance.place = (place & -8) | 4;
          return 2;
        }
      }
      return 0;
    }
    // step.durable
    function event6(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 5: { // cycle.confirming
          effects.codes[effects.count++] = 5; // answer done
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // device.booted
    function event7(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 0: { // cycle.settled
          if (guard2(asked)) {
            effects.codes[effects.count++] = 6; // go back
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(asked)) {
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(asked)) {
            effects.codes[effects.count++] = 7; // record rolled back
            return 1;
          }
          break;
        }
        case 1: { // cycle.staging
          effects.codes[effects.count++] = 12; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          effects.codes[effects.count++] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
        case 3: { // cycle.activating
          if (guard2(asked)) {
            effects.codes[effects.count++] = 6; // go back
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(asked)) {
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(asked)) {
            effects.codes[effects.count++] = 7; // record rolled back
            effects.codes[effects.count++] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          effects.codes[effects.count++] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
        case 4: { // cycle.trial
          if (guard2(asked)) {
            effects.codes[effects.count++] = 6; // go back
            return 1;
          }
          if (guard3(asked)) {
            effects.codes[effects.count++] = 13; // stop xstate.after.trialOver.firmware-update.cycle.trial
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            return 1;
          }
          if (guard4(asked)) {
            effects.codes[effects.count++] = 13; // stop xstate.after.trialOver.firmware-update.cycle.trial
            effects.codes[effects.count++] = 7; // record rolled back
            effects.codes[effects.count++] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          effects.codes[effects.count++] = 13; // stop xstate.after.trialOver.firmware-update.cycle.trial
          effects.codes[effects.count++] = 5; // answer done
          instance.place = place & -8;
          return 2;
        }
        case 5: { // cycle.confirming
          if (guard3(asked)) {
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(asked));
            effects.codes[effects.count++] = 11; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(asked)) {
            effects.codes[effects.count++] = 7; // record rolled back
            effects.codes[effects.count++] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          effects.codes[effects.count++] = 5; // answer done
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.stageLimit.firmware-update.cycle.staging
    function event8(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.codes[effects.count++] = 12; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          effects.codes[effects.count++] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.trialOver.firmware-update.cycle.trial
    function event9(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 7) {
        case 4: { // cycle.trial
          effects.codes[effects.count++] = 13; // stop xstate.after.trialOver.firmware-update.cycle.trial
          effects.codes[effects.count++] = 8; // record confirmed
          effects.codes[effects.count++] = 9; // keep image
          instance.place = (place & -8) | 5;
          return 2;
        }
      }
      return 0;
    }
    // One microstep by an event.
    function deliver(instance: ChartInstance, code: number): number {
      switch (code) {
        case 0:
          return event0(instance);
        case 1:
          return event1(instance);
        case 2:
          return event2(instance);
        case 3:
          return event3(instance);
        case 4:
          return event4(instance);
        case 5:
          return event5(instance);
        case 6:
          return event6(instance);
        case 7:
          return event7(instance);
        case 8:
          return event8(instance);
        case 9:
          return event9(instance);
      }
      return 0;
    }
    return {
      effects,
      start(instance, event) {
        effects.count = 0;
        asked.context = instance.context;
        asked.event = event;
        instance.place = 0;
      },
      step(instance, code, event) {
        effects.count = 0;
        asked.context = instance.context;
        asked.event = event;
        const outcome = deliver(instance, code);
        return outcome === 2;
      },
    };
  },
};
