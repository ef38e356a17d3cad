// Made from the chart "tray" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `tray` as plain code. */
export const trayCode: ChartCode = {
  fingerprint: "mze-d874eb0f",
  bind(parts) {
    const effects = makeEffects(357);
    const { actions, timers, delaysMs } = effects;
    const queue = [] as number[];
    let queued = 0;
    const raised0 = {"type":"staff.finished"};
    const delay0 = parts.delay("motionLimit");
    const assigner1 = parts.assigner("aim at next compartment");
    const guard2 = parts.guard("it left before the load");
    const guard3 = parts.guard("it stayed and nobody counts");
    const assigner4 = parts.assigner("pass compartment");
    const guard5 = parts.guard("it was the last dose");
    const guard6 = parts.guard("few doses are left");
    const guard7 = parts.guard("the offer was dropped");
    const assigner8 = parts.assigner("take over limit");
    const guard9 = parts.guard("the limit makes it low");
    const guard10 = parts.guard("two tilts ask for a dose");
    const delay11 = parts.delay("tiltSettle");
    const assigner12 = parts.assigner("take over load");
    const guard13 = parts.guard("the load is nothing");
    const guard14 = parts.guard("the load is low");
    const guard15 = parts.guard("the load is plausible");
    const guard16 = parts.guard("the right compartment came");
    const assigner17 = parts.assigner("count round");
    const delay18 = parts.delay("reminderRound");
    const guard19 = parts.guard("another compartment came");
    const guard20 = parts.guard("some compartment came");
    const guard21 = parts.guard("the shutter locked");
    const guard22 = parts.guard("the index says locked");
    const guard23 = parts.guard("the index says open");
    const guard24 = parts.guard("the index says as left");
    const guard25 = parts.guard("the offer failed");
    const guard26 = parts.guard("the lock failed");
    const guard27 = parts.guard("the reading failed");
    const delay28 = parts.delay("gesture");
    const delay29 = parts.delay("reminderRest");
    // device.booted
    function event0(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way0 = -1;
      switch (place & 1) {
        case 1: { // posture.tilted
          way0 = 0;
          break;
        }
      }
      let way1 = -1;
      switch ((place >> 1) & 3) {
        case 1: { // lid.open
          way1 = 0;
          break;
        }
        case 2: { // lid.forced
          way1 = 1;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 7) {
        case 1: // gesture.first
        case 4: { // gesture.second
          way3 = 0;
          break;
        }
        case 2: { // gesture.firstBack
          way3 = 1;
          break;
        }
        case 3: { // gesture.waiting
          way3 = 2;
          break;
        }
        case 5: { // gesture.secondBack
          way3 = 3;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 8) & 15) {
        case 0: // cycle.locked
        case 5: // cycle.released
        case 7: // cycle.emptying
        case 8: { // cycle.awaitingUpright
          way4 = 0;
          break;
        }
        case 1: { // cycle.offering
          way4 = 1;
          break;
        }
        case 2: { // cycle.revoking
          way4 = 2;
          break;
        }
        case 3: { // cycle.offered.reminding
          way4 = 3;
          break;
        }
        case 4: { // cycle.offered.resting
          way4 = 4;
          break;
        }
        case 6: { // cycle.settling
          way4 = 5;
          break;
        }
        case 9: { // cycle.closing
          way4 = 6;
          break;
        }
        case 10: { // cycle.homing
          way4 = 7;
          break;
        }
        case 11: { // cycle.resuming
          way4 = 8;
          break;
        }
        case 12: { // cycle.testing
          way4 = 9;
          break;
        }
        case 13: { // cycle.inspecting
          way4 = 10;
          break;
        }
        case 14: { // cycle.shutting
          way4 = 11;
          break;
        }
        case 15: { // cycle.stopped
          way4 = 12;
          break;
        }
      }
      if (way0 < 0 && way1 < 0 && way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -5; // stop xstate.after.motionLimit.tray.cycle.revoking
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -6; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -7; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -8; // stop xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -9; // stop xstate.after.motionLimit.tray.cycle.closing
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -12; // stop xstate.after.motionLimit.tray.cycle.testing
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -13; // stop xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -14; // stop xstate.after.motionLimit.tray.cycle.shutting
          break;
        }
        case 12: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          break;
        }
      }
      switch (way3) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // clear misplaced
          break;
        }
      }
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // clear open
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 8: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 9: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 10: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
        case 11: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          break;
        }
      }
      switch (way4) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
          timers[due] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
          timers[due] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 12: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 4; // raise fault
          actions[said + 1] = 5; // show alarm
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = instance.place & -2;
          outcome = 2;
          break;
        }
      }
      switch (way1) {
        case 0: {
          instance.place = instance.place & -7;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -7) | 6;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -3841) | 2816;
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = (instance.place & -3841) | 2816;
          outcome = 2;
          break;
        }
        case 5: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 6: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 9: {
          instance.place = (instance.place & -3841) | 2560;
          outcome = 2;
          break;
        }
        case 11: {
          instance.place = (instance.place & -3841) | 3328;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // window.granted
    function event1(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          if (((((place & 1) === 0)) && ((((place >> 1) & 3) === 0)) && !((((place >> 3) & 3) === 2)))) {
            effects.actionCount = 2;
            actions[0] = 6; // tell offering
            actions[1] = 7; // turn to opening
            effects.timerCount = 1;
            Object.assign(ownContext(instance), assigner1(instance));
            delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.offering", delay0(instance));
            timers[0] = 3; // arm xstate.after.motionLimit.tray.cycle.offering
            instance.place = (place & -3841) | 256;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // window.closed
    function event2(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.revoking", delay0(instance));
          timers[1] = 4; // arm xstate.after.motionLimit.tray.cycle.revoking
          instance.place = (place & -3841) | 512;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 8; // lock shutter
          effects.timerCount = 2;
          timers[0] = -6; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
          timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
        case 4: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 8; // lock shutter
          effects.timerCount = 2;
          timers[0] = -7; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
          timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
        case 5: { // cycle.released
          instance.place = (place & -3841) | 2048;
          return 2;
        }
        case 11: { // cycle.resuming
          effects.timerCount = 2;
          timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[1] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way0 = -1;
      switch (place & 1) {
        case 1: { // posture.tilted
          way0 = 0;
          break;
        }
      }
      let way1 = -1;
      switch ((place >> 1) & 3) {
        case 1: { // lid.open
          way1 = 0;
          break;
        }
      }
      if (way0 < 0 && way1 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 9; // raise misplaced
          break;
        }
      }
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 10; // raise open
          break;
        }
      }
      return outcome;
    }
    // dose.spent
    function event4(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if ((guard2(instance) || ((((place & 1) === 1)) && guard3(instance)))) {
            {
              const context = ownContext(instance);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard5(instance)) {
            effects.actionCount = 1;
            actions[0] = 11; // raise empty
            Object.assign(ownContext(instance), assigner4(instance));
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard6(instance)) {
            effects.actionCount = 1;
            actions[0] = 12; // raise low
            Object.assign(ownContext(instance), assigner4(instance));
            instance.place = (place & -25) | 8;
            return 2;
          }
          Object.assign(ownContext(instance), assigner4(instance));
          return 2;
        }
        case 1: { // supply.low
          if ((guard2(instance) || ((((place & 1) === 1)) && guard3(instance)))) {
            {
              const context = ownContext(instance);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard5(instance)) {
            effects.actionCount = 2;
            actions[0] = 13; // clear low
            actions[1] = 11; // raise empty
            Object.assign(ownContext(instance), assigner4(instance));
            instance.place = (place & -25) | 16;
            return 2;
          }
          Object.assign(ownContext(instance), assigner4(instance));
          return 2;
        }
        case 2: { // supply.empty
          {
            const context = ownContext(instance);
            context["left"] = false;
            context["reloaded"] = false;
          }
          return 2;
        }
      }
      return 0;
    }
    // motion.dropped
    function event5(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (guard7(instance)) {
            effects.actionCount = 1;
            actions[0] = 14; // tell secured
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
            instance.place = place & -3841;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard7(instance)) {
            effects.actionCount = 1;
            actions[0] = 14; // tell secured
            effects.timerCount = 1;
            timers[0] = -5; // stop xstate.after.motionLimit.tray.cycle.revoking
            instance.place = place & -3841;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // stock.limit-set
    function event6(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if (guard9(instance)) {
            effects.actionCount = 1;
            actions[0] = 12; // raise low
            Object.assign(ownContext(instance), assigner8(instance));
            instance.place = (place & -25) | 8;
            return 2;
          }
          Object.assign(ownContext(instance), assigner8(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard9(instance)) {
            Object.assign(ownContext(instance), assigner8(instance));
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 13; // clear low
          Object.assign(ownContext(instance), assigner8(instance));
          instance.place = place & -25;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner8(instance));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          effects.actionCount = 1;
          actions[0] = 2; // read index
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.testing", delay0(instance));
          timers[0] = 11; // arm xstate.after.motionLimit.tray.cycle.testing
          instance.place = (place & -3841) | 3072;
          return 2;
        }
      }
      return 0;
    }
    // posture.tilted
    function event8(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way0 = -1;
      switch (place & 1) {
        case 0: { // posture.upright
          way0 = 0;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 7) {
        case 0: { // gesture.none
          if ((guard10(instance) && ((((place >> 8) & 15) === 0)))) way3 = 0;
          break;
        }
        case 2: { // gesture.firstBack
          way3 = 1;
          break;
        }
        case 3: { // gesture.waiting
          if ((guard10(instance) && ((((place >> 8) & 15) === 0)))) way3 = 2;
          break;
        }
        case 5: { // gesture.secondBack
          way3 = 3;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 8) & 15) {
        case 3: { // cycle.offered.reminding
          way4 = 0;
          break;
        }
        case 4: { // cycle.offered.resting
          way4 = 1;
          break;
        }
        case 6: { // cycle.settling
          way4 = 2;
          break;
        }
        case 9: { // cycle.closing
          way4 = 3;
          break;
        }
      }
      if (way0 < 0 && way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -6; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -7; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -8; // stop xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
      }
      switch (way3) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 15; // tell released
          {
            const context = ownContext(instance);
            context["left"] = true;
          }
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 15; // tell released
          {
            const context = ownContext(instance);
            context["left"] = true;
          }
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 16; // tell exposed
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = (instance.place & -2) | 1;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -225) | 32;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -225) | 32;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -225) | 128;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -225) | 128;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -3841) | 1280;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -3841) | 1280;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -3841) | 1792;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // posture.righted
    function event9(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way0 = -1;
      switch (place & 1) {
        case 1: { // posture.tilted
          way0 = 0;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 7) {
        case 1: { // gesture.first
          way3 = 0;
          break;
        }
        case 4: { // gesture.second
          way3 = 1;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 8) & 15) {
        case 5: { // cycle.released
          way4 = 0;
          break;
        }
        case 7: { // cycle.emptying
          way4 = 1;
          break;
        }
        case 8: { // cycle.awaitingUpright
          way4 = 2;
          break;
        }
      }
      if (way0 < 0 && way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // clear misplaced
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 17; // tell retrieved
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 8; // lock shutter
          break;
        }
      }
      switch (way3) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.tiltSettle.tray.gesture.firstBack", delay11(instance));
          timers[due] = 0; // arm xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.tiltSettle.tray.gesture.secondBack", delay11(instance));
          timers[due] = 2; // arm xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way4) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.tiltSettle.tray.cycle.settling", delay11(instance));
          timers[due] = 7; // arm xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.tiltSettle.tray.cycle.settling", delay11(instance));
          timers[due] = 7; // arm xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
          timers[due] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = instance.place & -2;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -225) | 64;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -225) | 160;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -3841) | 1536;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -3841) | 1536;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -3841) | 2304;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // lid.opened
    function event10(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way1 = -1;
      switch ((place >> 1) & 3) {
        case 0: { // lid.closed
          way1 = 0;
          break;
        }
        case 2: // lid.forced
        case 3: { // lid.tampered
          way1 = 1;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 7) {
        case 1: // gesture.first
        case 4: { // gesture.second
          way3 = 0;
          break;
        }
        case 2: { // gesture.firstBack
          way3 = 1;
          break;
        }
        case 3: { // gesture.waiting
          way3 = 2;
          break;
        }
        case 5: { // gesture.secondBack
          way3 = 3;
          break;
        }
      }
      if (way1 < 0 && way3 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 18; // tell unwatched
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 19; // clear break-in
          break;
        }
      }
      switch (way1) {
        case 0: {
          instance.place = (instance.place & -7) | 2;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -7) | 2;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // lid.forced
    function event11(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way1 = -1;
      switch ((place >> 1) & 3) {
        case 0: { // lid.closed
          way1 = 0;
          break;
        }
        case 3: { // lid.tampered
          way1 = 1;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 7) {
        case 1: // gesture.first
        case 4: { // gesture.second
          way3 = 0;
          break;
        }
        case 2: { // gesture.firstBack
          way3 = 1;
          break;
        }
        case 3: { // gesture.waiting
          way3 = 2;
          break;
        }
        case 5: { // gesture.secondBack
          way3 = 3;
          break;
        }
      }
      if (way1 < 0 && way3 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 20; // raise break-in
          actions[said + 1] = 18; // tell unwatched
          break;
        }
      }
      switch (way1) {
        case 0: {
          instance.place = (instance.place & -7) | 4;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -7) | 4;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = instance.place & -225;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // lid.closed
    function event12(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 1) & 3) {
        case 1: { // lid.open
          effects.actionCount = 1;
          actions[0] = 1; // clear open
          queue[queued++] = 0;
          instance.place = place & -7;
          return 2;
        }
        case 2: { // lid.forced
          instance.place = (place & -7) | 6;
          return 2;
        }
      }
      return 0;
    }
    // stock.loaded
    function event13(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 13; // clear low
            actions[1] = 11; // raise empty
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard14(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 12; // raise low
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard15(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 13; // clear low
            Object.assign(ownContext(instance), assigner12(instance));
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 13; // clear low
            actions[1] = 11; // raise empty
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard14(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 12; // raise low
            Object.assign(ownContext(instance), assigner12(instance));
            return 2;
          }
          if (guard15(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 13; // clear low
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = place & -25;
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 13; // clear low
            actions[1] = 11; // raise empty
            Object.assign(ownContext(instance), assigner12(instance));
            return 2;
          }
          if (guard14(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 12; // raise low
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard15(instance)) {
            effects.actionCount = 2;
            actions[0] = 21; // clear empty
            actions[1] = 13; // clear low
            Object.assign(ownContext(instance), assigner12(instance));
            instance.place = place & -25;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.finished
    function event14(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (((((place & 1) === 1)) && guard16(instance))) {
            effects.actionCount = 2;
            actions[0] = 22; // tell offered
            actions[1] = 15; // tell released
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -3841) | 1280;
            return 2;
          }
          if (guard16(instance)) {
            effects.actionCount = 3;
            actions[0] = 22; // tell offered
            actions[1] = 23; // show reminder
            actions[2] = 24; // tell reminded
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
            Object.assign(ownContext(instance), assigner17(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(instance));
            timers[1] = 5; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
            instance.place = (place & -3841) | 768;
            return 2;
          }
          if (guard19(instance)) {
            effects.actionCount = 2;
            actions[0] = 16; // tell exposed
            actions[1] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(instance));
            timers[1] = 13; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard20(instance)) {
            effects.actionCount = 2;
            actions[0] = 16; // tell exposed
            actions[1] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.tray.cycle.revoking
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
            timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 9: { // cycle.closing
          if (guard21(instance)) {
            effects.actionCount = 3;
            actions[0] = 14; // tell secured
            actions[1] = 25; // clear jam
            actions[2] = 26; // clear fault
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.tray.cycle.closing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -3841;
            return 2;
          }
          break;
        }
        case 10: { // cycle.homing
          if (guard22(instance)) {
            effects.actionCount = 3;
            actions[0] = 14; // tell secured
            actions[1] = 25; // clear jam
            actions[2] = 26; // clear fault
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.tray.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -3841;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 2;
            actions[0] = 16; // tell exposed
            actions[1] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -10; // stop xstate.after.motionLimit.tray.cycle.homing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
            timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 11: { // cycle.resuming
          if (((((place & 1) === 1)) && guard24(instance))) {
            effects.actionCount = 1;
            actions[0] = 15; // tell released
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -3841) | 1280;
            return 2;
          }
          if (guard24(instance)) {
            effects.actionCount = 2;
            actions[0] = 23; // show reminder
            actions[1] = 24; // tell reminded
            effects.timerCount = 2;
            timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
            Object.assign(ownContext(instance), assigner17(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(instance));
            timers[1] = 5; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
            instance.place = (place & -3841) | 768;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 2;
            actions[0] = 16; // tell exposed
            actions[1] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(instance));
            timers[1] = 13; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          if (guard22(instance)) {
            effects.actionCount = 3;
            actions[0] = 16; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard22(instance)) {
            effects.actionCount = 2;
            actions[0] = 14; // tell secured
            actions[1] = 27; // pass self-test
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.tray.cycle.testing
            instance.place = place & -3841;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 3;
            actions[0] = 28; // fail self-test
            actions[1] = 16; // tell exposed
            actions[2] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -12; // stop xstate.after.motionLimit.tray.cycle.testing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
            timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard22(instance)) {
            effects.actionCount = 3;
            actions[0] = 14; // tell secured
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -13; // stop xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 2;
            actions[0] = 16; // tell exposed
            actions[1] = 8; // lock shutter
            effects.timerCount = 2;
            timers[0] = -13; // stop xstate.after.motionLimit.tray.cycle.inspecting
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(instance));
            timers[1] = 13; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          break;
        }
        case 14: { // cycle.shutting
          if (guard21(instance)) {
            effects.actionCount = 3;
            actions[0] = 14; // tell secured
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -14; // stop xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event15(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (guard25(instance)) {
            effects.actionCount = 3;
            actions[0] = 29; // record jam
            actions[1] = 30; // raise jam
            actions[2] = 2; // read index
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
            timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard25(instance)) {
            effects.actionCount = 3;
            actions[0] = 29; // record jam
            actions[1] = 30; // raise jam
            actions[2] = 2; // read index
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.tray.cycle.revoking
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
            timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 9: { // cycle.closing
          if (guard26(instance)) {
            effects.actionCount = 3;
            actions[0] = 29; // record jam
            actions[1] = 30; // raise jam
            actions[2] = 2; // read index
            effects.timerCount = 2;
            timers[0] = -9; // stop xstate.after.motionLimit.tray.cycle.closing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
            timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 10: { // cycle.homing
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 16; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.tray.cycle.homing
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 11: { // cycle.resuming
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 16; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard27(instance)) {
            effects.actionCount = 4;
            actions[0] = 28; // fail self-test
            actions[1] = 16; // tell exposed
            actions[2] = 4; // raise fault
            actions[3] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.tray.cycle.testing
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 16; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -13; // stop xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 14: { // cycle.shutting
          if (guard26(instance)) {
            effects.actionCount = 2;
            actions[0] = 4; // raise fault
            actions[1] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -14; // stop xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // staff.finished
    function event17(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // read index
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
        case 15: { // cycle.stopped
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 3; // show nothing
          actions[said + 1] = 2; // read index
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.gesture.firstBack
    function event18(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 7) {
        case 2: { // gesture.firstBack
          effects.timerCount = 2;
          timers[0] = -1; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          delaysMs[1] = checkedDelayMs("xstate.after.gesture.tray.gesture.waiting", delay28(instance));
          timers[1] = 1; // arm xstate.after.gesture.tray.gesture.waiting
          instance.place = (place & -225) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.gesture.tray.gesture.waiting
    function event19(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 7) {
        case 3: { // gesture.waiting
          effects.timerCount = 1;
          timers[0] = -2; // stop xstate.after.gesture.tray.gesture.waiting
          instance.place = place & -225;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.gesture.secondBack
    function event20(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 7) {
        case 5: { // gesture.secondBack
          effects.actionCount = 1;
          actions[0] = 31; // ask for next dose
          effects.timerCount = 1;
          timers[0] = -3; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          instance.place = place & -225;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.offering
    function event21(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          effects.actionCount = 3;
          actions[0] = 29; // record jam
          actions[1] = 30; // raise jam
          actions[2] = 2; // read index
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.motionLimit.tray.cycle.offering
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
          timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.revoking
    function event22(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 2: { // cycle.revoking
          effects.actionCount = 3;
          actions[0] = 29; // record jam
          actions[1] = 30; // raise jam
          actions[2] = 2; // read index
          effects.timerCount = 2;
          timers[0] = -5; // stop xstate.after.motionLimit.tray.cycle.revoking
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
          timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.tray.cycle.offered.reminding
    function event23(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 3: { // cycle.offered.reminding
          effects.actionCount = 1;
          actions[0] = 32; // show waiting
          effects.timerCount = 2;
          timers[0] = -6; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRest.tray.cycle.offered.resting", delay29(instance));
          timers[1] = 6; // arm xstate.after.reminderRest.tray.cycle.offered.resting
          instance.place = (place & -3841) | 1024;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.tray.cycle.offered.resting
    function event24(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 4: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 23; // show reminder
          actions[1] = 24; // tell reminded
          effects.timerCount = 2;
          timers[0] = -7; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          Object.assign(ownContext(instance), assigner17(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(instance));
          timers[1] = 5; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
          instance.place = (place & -3841) | 768;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.cycle.settling
    function event25(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 6: { // cycle.settling
          effects.actionCount = 1;
          actions[0] = 8; // lock shutter
          effects.timerCount = 2;
          timers[0] = -8; // stop xstate.after.tiltSettle.tray.cycle.settling
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(instance));
          timers[1] = 8; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.closing
    function event26(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 15) {
        case 9: { // cycle.closing
          effects.actionCount = 3;
          actions[0] = 29; // record jam
          actions[1] = 30; // raise jam
          actions[2] = 2; // read index
          effects.timerCount = 2;
          timers[0] = -9; // stop xstate.after.motionLimit.tray.cycle.closing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(instance));
          timers[1] = 12; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.homing
    function event27(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 10: { // cycle.homing
          effects.actionCount = 3;
          actions[0] = 16; // tell exposed
          actions[1] = 4; // raise fault
          actions[2] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -10; // stop xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.resuming
    function event28(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 11: { // cycle.resuming
          effects.actionCount = 3;
          actions[0] = 16; // tell exposed
          actions[1] = 4; // raise fault
          actions[2] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -11; // stop xstate.after.motionLimit.tray.cycle.resuming
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.testing
    function event29(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 12: { // cycle.testing
          effects.actionCount = 4;
          actions[0] = 28; // fail self-test
          actions[1] = 16; // tell exposed
          actions[2] = 4; // raise fault
          actions[3] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -12; // stop xstate.after.motionLimit.tray.cycle.testing
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.inspecting
    function event30(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 13: { // cycle.inspecting
          effects.actionCount = 3;
          actions[0] = 16; // tell exposed
          actions[1] = 4; // raise fault
          actions[2] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -13; // stop xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.shutting
    function event31(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 14: { // cycle.shutting
          effects.actionCount = 2;
          actions[0] = 4; // raise fault
          actions[1] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -14; // stop xstate.after.motionLimit.tray.cycle.shutting
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // Eventless ways and raised events, until there are none.
    function settle(instance: ChartInstance, event: ChartEvent, outcome: number): number {
      let settled = outcome;
      let last = event;
      let head = 0;
      for (let round = 1; ; round++) {
        if (round > 50) throw endlessChart("tray", 50);
        if (head === queued) return settled;
        switch (queue[head++]) {
          case 0:
            last = raised0;
            if (event17(instance, last) === 2) settled = 2;
            break;
        }
      }
    }
    return {
      effects,
      start(instance, event) {
        effects.actionCount = 0;
        effects.timerCount = 0;
        queued = 0;
        instance.event = event;
        instance.place = 16;
        settle(instance, event, 0);
      },
      step(instance, code, event) {
        effects.actionCount = 0;
        effects.timerCount = 0;
        queued = 0;
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
          case 10:
            outcome = event10(instance, event);
            break;
          case 11:
            outcome = event11(instance, event);
            break;
          case 12:
            outcome = event12(instance, event);
            break;
          case 13:
            outcome = event13(instance, event);
            break;
          case 14:
            outcome = event14(instance, event);
            break;
          case 15:
            outcome = event15(instance, event);
            break;
          case 17:
            outcome = event17(instance, event);
            break;
          case 18:
            outcome = event18(instance, event);
            break;
          case 19:
            outcome = event19(instance, event);
            break;
          case 20:
            outcome = event20(instance, event);
            break;
          case 21:
            outcome = event21(instance, event);
            break;
          case 22:
            outcome = event22(instance, event);
            break;
          case 23:
            outcome = event23(instance, event);
            break;
          case 24:
            outcome = event24(instance, event);
            break;
          case 25:
            outcome = event25(instance, event);
            break;
          case 26:
            outcome = event26(instance, event);
            break;
          case 27:
            outcome = event27(instance, event);
            break;
          case 28:
            outcome = event28(instance, event);
            break;
          case 29:
            outcome = event29(instance, event);
            break;
          case 30:
            outcome = event30(instance, event);
            break;
          case 31:
            outcome = event31(instance, event);
            break;
        }
        if (queued > 0) outcome = settle(instance, event, outcome);
        return outcome === 2;
      },
    };
  },
};
