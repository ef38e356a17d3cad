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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // fetch image
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.stageLimit.firmware-update.cycle.staging", delay0(instance));
          timers[due] = 0; // arm xstate.after.stageLimit.firmware-update.cycle.staging
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
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // answer incomplete
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
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
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // record activated
          actions[said + 1] = 3; // start image
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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // answer expired
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
        case 2: { // cycle.ready
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // answer expired
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
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
          timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // answer done
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
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 6; // go back
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(instance)) {
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 7; // record rolled back
            return 1;
          }
          break;
        }
        case 1: { // cycle.staging
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // answer incomplete
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
          instance.place = place & -8;
          return 2;
        }
        case 3: { // cycle.activating
          if (guard2(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 6; // go back
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard3(instance)) {
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 2;
            actions[said] = 7; // record rolled back
            actions[said + 1] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // answer incomplete
          instance.place = place & -8;
          return 2;
        }
        case 4: { // cycle.trial
          if (guard2(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 6; // go back
            return 1;
          }
          if (guard3(instance)) {
            const due = effects.timerCount;
            effects.timerCount = due + 2;
            timers[due] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
            delaysMs[due + 1] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due + 1] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            return 1;
          }
          if (guard4(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 2;
            actions[said] = 7; // record rolled back
            actions[said + 1] = 1; // answer incomplete
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            timers[due] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = place & -8;
            return 2;
          }
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // answer done
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
          instance.place = place & -8;
          return 2;
        }
        case 5: { // cycle.confirming
          if (guard3(instance)) {
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.trialOver.firmware-update.cycle.trial", delay1(instance));
            timers[due] = 1; // arm xstate.after.trialOver.firmware-update.cycle.trial
            instance.place = (place & -8) | 4;
            return 2;
          }
          if (guard4(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 2;
            actions[said] = 7; // record rolled back
            actions[said + 1] = 1; // answer incomplete
            instance.place = place & -8;
            return 2;
          }
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // answer done
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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // answer incomplete
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.stageLimit.firmware-update.cycle.staging
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
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 8; // record confirmed
          actions[said + 1] = 9; // keep image
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.trialOver.firmware-update.cycle.trial
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
