// Made from the chart "firmware-update" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { checkedDelayMs } from "../machine/compile/step-limits.ts";

/** The chart `firmware-update` as plain code. */
export const updateCode: ChartCode = {
  fingerprint: "43y-536404ec",
  bind(parts) {
    const effects = makeEffects(153);
    const { actions, timers, delaysMs } = effects;
    const delay0 = parts.delay("stageLimit");
    const delay1 = parts.delay("trialOver");
    const guard2 = parts.guard("on trial, and a part failed");
    const guard3 = parts.guard("on trial");
    const guard4 = parts.guard("the loader went back");
    // update.requested
    function event0(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 0: { // cycle.settled
          effects.actionCount = 1;
          actions[0] = 0; // fetch image
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.stageLimit.firmware-update.cycle.staging", delay0(instance));
          timers[0] = 0; // arm xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = (place & -8) | 1;
          return 2;
        }
      }
      return 0;
    }
    // image.staged
    function event1(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = (place & -8) | 2;
          return 2;
        }
      }
      return 0;
    }
    // image.refused
    function event2(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.actionCount = 1;
          actions[0] = 1; // answer incomplete
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // moment.quiet
    function event3(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 2: { // cycle.ready
          effects.actionCount = 2;
          actions[0] = 2; // record activated
          actions[1] = 3; // start image
          instance.place = (place & -8) | 3;
          return 2;
        }
      }
      return 0;
    }
    // update.expired
    function event4(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.actionCount = 1;
          actions[0] = 4; // answer expired
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
        case 2: { // cycle.ready
          effects.actionCount = 1;
          actions[0] = 4; // answer expired
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // step.dropped
    function event5(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 3: { // cycle.activating
          instance.place = (place & -8) | 2;
          return 2;
        }
        case 5: { // cycle.confirming
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
          timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
          instance.place = (place & -8) | 4;
          return 2;
        }
      }
      return 0;
    }
    // step.durable
    function event6(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 5: { // cycle.confirming
          effects.actionCount = 1;
          actions[0] = 5; // answer done
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // device.booted
    function event7(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 0: { // cycle.settled
          if (guard2(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // go back
            effects.timerCount = 1;
            delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(instance)) {
            effects.timerCount = 1;
            delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            effects.actionCount = 1;
            actions[0] = 7; // record rolled back
            return 1;
          }
          break;
        }
        case 1: { // cycle.staging
          effects.actionCount = 1;
          actions[0] = 1; // answer incomplete
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
        case 3: { // cycle.activating
          if (guard2(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // go back
            effects.timerCount = 1;
            delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(instance)) {
            effects.timerCount = 1;
            delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            effects.actionCount = 2;
            actions[0] = 7; // record rolled back
            actions[1] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
        case 4: { // cycle.trial
          if (guard2(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // go back
            return 1;
          }
          if (guard3(instance)) {
            effects.timerCount = 2;
            timers[0] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
            delaysMs[1] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[1] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            return 1;
          }
          if (guard4(instance)) {
            effects.actionCount = 2;
            actions[0] = 7; // record rolled back
            actions[1] = 1; // answer incomplete
            effects.timerCount = 1;
            timers[0] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = place & -8;
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 5; // answer done
          effects.timerCount = 1;
          timers[0] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
          instance.place = place & -8;
          return 2;
        }
        case 5: { // cycle.confirming
          if (guard3(instance)) {
            effects.timerCount = 1;
            delaysMs[0] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[0] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            effects.actionCount = 2;
            actions[0] = 7; // record rolled back
            actions[1] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 5; // answer done
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.stageLimit.firmware-update.cycle.staging
    function event8(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.staging
          effects.actionCount = 1;
          actions[0] = 1; // answer incomplete
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.trialOver.firmware-update.cycle.trial
    function event9(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 4: { // cycle.trial
          effects.actionCount = 2;
          actions[0] = 8; // record confirmed
          actions[1] = 9; // keep image
          effects.timerCount = 1;
          timers[0] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
          instance.place = (place & -8) | 5;
          return 2;
        }
      }
      return 0;
    }
    return {
      effects,
      start(instance, event) {
        effects.actionCount = 0;
        effects.timerCount = 0;
        instance.event = event;
        instance.place = 0;
      },
      step(instance, code, event) {
        effects.actionCount = 0;
        effects.timerCount = 0;
        let outcome = 0;
        switch (code) {
          case 0:
            outcome = event0(instance, event);
            break;
          case 1:
            outcome = event1(instance, event);
            break;
          case 2:
            outcome = event2(instance, event);
            break;
          case 3:
            outcome = event3(instance, event);
            break;
          case 4:
            outcome = event4(instance, event);
            break;
          case 5:
            outcome = event5(instance, event);
            break;
          case 6:
            outcome = event6(instance, event);
            break;
          case 7:
            outcome = event7(instance, event);
            break;
          case 8:
            outcome = event8(instance, event);
            break;
          case 9:
            outcome = event9(instance, event);
            break;
        }
        return outcome === 2;
      },
    };
  },
};
