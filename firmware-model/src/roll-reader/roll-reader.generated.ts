// Made from the chart "roll-reader" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `roll-reader` as plain code. */
export const rollReaderCode: ChartCode = {
  fingerprint: "15cl-571fc9ae",
  bind(parts) {
    const effects = makeEffects(306);
    const { actions, timers, delaysMs } = effects;
    const queue = [] as number[];
    let queued = 0;
    const raised0 = {"type":"staff.finished"};
    const raised1 = {"type":"pouch.passed"};
    const raised2 = {"type":"pouch.stored"};
    const raised3 = {"type":"roll.ended"};
    const delay0 = parts.delay("motionLimit");
    const assigner1 = parts.assigner("note grant");
    const guard2 = parts.guard("a pouch is parked");
    const guard3 = parts.guard("the release was dropped");
    const assigner4 = parts.assigner("take over limit");
    const guard5 = parts.guard("the limit makes it low");
    const assigner6 = parts.assigner("take over load");
    const guard7 = parts.guard("the load is nothing");
    const guard8 = parts.guard("the load is low");
    const guard9 = parts.guard("the load is plausible");
    const assigner10 = parts.assigner("take over handling");
    const guard11 = parts.guard("some pouches were taken off");
    const guard12 = parts.guard("none is left");
    const guard13 = parts.guard("few are left");
    const guard14 = parts.guard("the prints are others");
    const assigner15 = parts.assigner("note cut");
    const guard16 = parts.guard("the pouch was cut off");
    const guard17 = parts.guard("the window closed meanwhile");
    const delay18 = parts.delay("glow");
    const guard19 = parts.guard("a blank pouch was cut off");
    const guard20 = parts.guard("the retraction ended");
    const guard21 = parts.guard("it fills the store");
    const guard22 = parts.guard("the release ended");
    const guard23 = parts.guard("the reading failed");
    const guard24 = parts.guard("the cutter failed");
    const guard25 = parts.guard("the cutting failed");
    const guard26 = parts.guard("the retraction failed");
    const guard27 = parts.guard("the release failed");
    const guard28 = parts.guard("the check failed");
    const guard29 = parts.guard("the pouch was read");
    const guard30 = parts.guard("it is the wanted pouch");
    const assigner31 = parts.assigner("note reading");
    const guard32 = parts.guard("it is an earlier pouch");
    const assigner33 = parts.assigner("note blank");
    const guard34 = parts.guard("it is a blank pouch");
    const assigner35 = parts.assigner("count try");
    const guard36 = parts.guard("it is to be read again");
    const guard37 = parts.guard("the roll is at its end");
    const guard38 = parts.guard("it is for later");
    const guard39 = parts.guard("it can't be read");
    const guard40 = parts.guard("the roll is wrong");
    const guard41 = parts.guard("the window holds a pouch");
    const guard42 = parts.guard("a spent pouch was parked");
    const guard43 = parts.guard("the window is empty");
    const guard44 = parts.guard("the window was looked at");
    const assigner45 = parts.assigner("count pouch");
    const guard46 = parts.guard("it was the last pouch");
    const guard47 = parts.guard("few pouches are left");
    const assigner48 = parts.assigner("count stored");
    const assigner49 = parts.assigner("count round");
    const delay50 = parts.delay("reminderRound");
    const delay51 = parts.delay("reminderRest");
    // device.booted
    function event0(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way0 = -1;
      switch (place & 3) {
        case 1: { // lid.open
          way0 = 0;
          break;
        }
        case 2: { // lid.forced
          way0 = 1;
          break;
        }
      }
      let way2 = -1;
      switch ((place >> 4) & 1) {
        case 1: { // outlet.occupied
          way2 = 0;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 6) & 31) {
        case 0: // cycle.locked
        case 17: // cycle.mismatched
        case 18: // cycle.unreadable
        case 19: { // cycle.misrolled
          way4 = 0;
          break;
        }
        case 1: { // cycle.reading
          way4 = 1;
          break;
        }
        case 2: { // cycle.parking
          way4 = 2;
          break;
        }
        case 3: { // cycle.discarding
          way4 = 3;
          break;
        }
        case 4: { // cycle.clearing
          way4 = 4;
          break;
        }
        case 5: { // cycle.offered.glowing
          way4 = 5;
          break;
        }
        case 6: { // cycle.offered.reminding
          way4 = 6;
          break;
        }
        case 7: { // cycle.offered.resting
          way4 = 7;
          break;
        }
        case 8: { // cycle.releasing
          way4 = 8;
          break;
        }
        case 9: { // cycle.released
          way4 = 9;
          break;
        }
        case 10: { // cycle.retracting
          way4 = 10;
          break;
        }
        case 11: { // cycle.homing
          way4 = 11;
          break;
        }
        case 12: { // cycle.resuming
          way4 = 12;
          break;
        }
        case 13: { // cycle.searching
          way4 = 13;
          break;
        }
        case 14: { // cycle.recalling
          way4 = 14;
          break;
        }
        case 15: { // cycle.testing
          way4 = 15;
          break;
        }
        case 16: { // cycle.inspecting
          way4 = 16;
          break;
        }
        case 20: { // cycle.stopped
          way4 = 17;
          break;
        }
      }
      if (way0 < 0 && way2 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -5; // stop xstate.after.glow.roll-reader.cycle.offered.glowing
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -6; // stop xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -7; // stop xstate.after.reminderRest.roll-reader.cycle.offered.resting
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
          break;
        }
        case 9: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -9; // stop xstate.after.motionLimit.roll-reader.cycle.retracting
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
          break;
        }
        case 13: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
          break;
        }
        case 14: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
          break;
        }
        case 15: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -14; // stop xstate.after.motionLimit.roll-reader.cycle.testing
          break;
        }
        case 16: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
          break;
        }
        case 17: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          break;
        }
      }
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // clear open
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 8: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 9: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 10: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 11: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 12: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 13: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 14: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 15: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
        case 16: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          break;
        }
      }
      switch (way4) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.searching", delay0(instance));
          timers[due] = 11; // arm xstate.after.motionLimit.roll-reader.cycle.searching
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.recalling", delay0(instance));
          timers[due] = 12; // arm xstate.after.motionLimit.roll-reader.cycle.recalling
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          break;
        }
        case 13: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.searching", delay0(instance));
          timers[due] = 11; // arm xstate.after.motionLimit.roll-reader.cycle.searching
          break;
        }
        case 14: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.recalling", delay0(instance));
          timers[due] = 12; // arm xstate.after.motionLimit.roll-reader.cycle.recalling
          break;
        }
        case 15: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          break;
        }
        case 16: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.inspecting", delay0(instance));
          timers[due] = 14; // arm xstate.after.motionLimit.roll-reader.cycle.inspecting
          break;
        }
        case 17: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 3; // raise fault
          actions[said + 1] = 4; // show alarm
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = instance.place & -4;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -4) | 3;
          outcome = 2;
          break;
        }
      }
      switch (way2) {
        case 0: {
          instance.place = instance.place & -17;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 5: {
          instance.place = (instance.place & -1985) | 768;
          outcome = 2;
          break;
        }
        case 6: {
          instance.place = (instance.place & -1985) | 768;
          outcome = 2;
          break;
        }
        case 7: {
          instance.place = (instance.place & -1985) | 768;
          outcome = 2;
          break;
        }
        case 8: {
          instance.place = (instance.place & -1985) | 832;
          outcome = 2;
          break;
        }
        case 9: {
          instance.place = (instance.place & -1985) | 896;
          outcome = 2;
          break;
        }
        case 10: {
          instance.place = (instance.place & -1985) | 704;
          outcome = 2;
          break;
        }
        case 15: {
          instance.place = (instance.place & -1985) | 704;
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
      switch ((place >> 6) & 31) {
        case 0: { // cycle.locked
          if ((((((place & 3) === 0)) && !((((place >> 2) & 3) === 2)) && !((((place >> 4) & 1) === 1))) && !((((place >> 5) & 1) === 1)))) {
            effects.actionCount = 1;
            actions[0] = 5; // read pouch
            effects.timerCount = 1;
            Object.assign(ownContext(instance), assigner1(instance));
            delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.reading", delay0(instance));
            timers[0] = 0; // arm xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = (place & -1985) | 64;
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
      switch ((place >> 6) & 31) {
        case 1: // cycle.reading
        case 2: // cycle.parking
        case 3: // cycle.discarding
        case 4: // cycle.clearing
        case 8: // cycle.releasing
        case 13: // cycle.searching
        case 16: { // cycle.inspecting
          {
            const context = ownContext(instance);
            context["over"] = true;
          }
          return 2;
        }
        case 5: { // cycle.offered.glowing
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -5; // stop xstate.after.glow.roll-reader.cycle.offered.glowing
          instance.place = place & -1985;
          return 2;
        }
        case 6: { // cycle.offered.reminding
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -6; // stop xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          instance.place = place & -1985;
          return 2;
        }
        case 7: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.reminderRest.roll-reader.cycle.offered.resting
          instance.place = place & -1985;
          return 2;
        }
        case 9: { // cycle.released
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 6; // tell secured
          instance.place = place & -1985;
          return 2;
        }
        case 12: { // cycle.resuming
          effects.timerCount = 2;
          timers[0] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[1] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 704;
          return 2;
        }
        case 14: { // cycle.recalling
          effects.actionCount = 1;
          actions[0] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
          instance.place = place & -1985;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 3) {
        case 1: { // lid.open
          effects.actionCount = 1;
          actions[0] = 7; // raise open
          return 1;
        }
      }
      return 0;
    }
    // dose.spent
    function event4(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 0: { // cycle.locked
          if (guard2(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // retract pouch
            effects.timerCount = 1;
            {
              const context = ownContext(instance);
              context["spent"] = true;
            }
            delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.retracting", delay0(instance));
            timers[0] = 8; // arm xstate.after.motionLimit.roll-reader.cycle.retracting
            instance.place = (place & -1985) | 640;
            return 2;
          }
          if (guard2(instance)) {
            {
              const context = ownContext(instance);
              context["spent"] = true;
            }
            return 2;
          }
          break;
        }
        case 1: // cycle.reading
        case 2: // cycle.parking
        case 3: // cycle.discarding
        case 4: // cycle.clearing
        case 5: // cycle.offered.glowing
        case 6: // cycle.offered.reminding
        case 7: // cycle.offered.resting
        case 8: // cycle.releasing
        case 9: // cycle.released
        case 10: // cycle.retracting
        case 11: // cycle.homing
        case 12: // cycle.resuming
        case 13: // cycle.searching
        case 14: // cycle.recalling
        case 15: // cycle.testing
        case 16: // cycle.inspecting
        case 18: // cycle.unreadable
        case 19: // cycle.misrolled
        case 20: { // cycle.stopped
          if (guard2(instance)) {
            {
              const context = ownContext(instance);
              context["spent"] = true;
            }
            return 2;
          }
          break;
        }
        case 17: { // cycle.mismatched
          instance.place = place & -1985;
          return 2;
        }
      }
      return 0;
    }
    // motion.dropped
    function event5(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 8: { // cycle.releasing
          if (guard3(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
            instance.place = place & -1985;
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
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard5(instance)) {
            effects.actionCount = 1;
            actions[0] = 9; // raise low
            Object.assign(ownContext(instance), assigner4(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner4(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard5(instance)) {
            Object.assign(ownContext(instance), assigner4(instance));
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 10; // clear low
          Object.assign(ownContext(instance), assigner4(instance));
          instance.place = place & -13;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner4(instance));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 0: { // cycle.locked
          effects.actionCount = 1;
          actions[0] = 1; // check place
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.testing", delay0(instance));
          timers[0] = 13; // arm xstate.after.motionLimit.roll-reader.cycle.testing
          instance.place = (place & -1985) | 960;
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event8(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 5: { // cycle.offered.glowing
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 11; // tell offering
            actions[2] = 12; // release pouch
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.glow.roll-reader.cycle.offered.glowing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.releasing", delay0(instance));
            timers[1] = 7; // arm xstate.after.motionLimit.roll-reader.cycle.releasing
            instance.place = (place & -1985) | 512;
            return 2;
          }
          break;
        }
        case 6: { // cycle.offered.reminding
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 11; // tell offering
            actions[2] = 12; // release pouch
            effects.timerCount = 2;
            timers[0] = -6; // stop xstate.after.reminderRound.roll-reader.cycle.offered.reminding
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.releasing", delay0(instance));
            timers[1] = 7; // arm xstate.after.motionLimit.roll-reader.cycle.releasing
            instance.place = (place & -1985) | 512;
            return 2;
          }
          break;
        }
        case 7: { // cycle.offered.resting
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 11; // tell offering
            actions[2] = 12; // release pouch
            effects.timerCount = 2;
            timers[0] = -7; // stop xstate.after.reminderRest.roll-reader.cycle.offered.resting
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.releasing", delay0(instance));
            timers[1] = 7; // arm xstate.after.motionLimit.roll-reader.cycle.releasing
            instance.place = (place & -1985) | 512;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // lid.opened
    function event9(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 3) {
        case 0: { // lid.closed
          effects.actionCount = 1;
          actions[0] = 13; // tell unwatched
          instance.place = (place & -4) | 1;
          return 2;
        }
        case 2: // lid.forced
        case 3: { // lid.tampered
          effects.actionCount = 1;
          actions[0] = 14; // clear break-in
          instance.place = (place & -4) | 1;
          return 2;
        }
      }
      return 0;
    }
    // lid.forced
    function event10(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 3) {
        case 0: { // lid.closed
          effects.actionCount = 2;
          actions[0] = 15; // raise break-in
          actions[1] = 13; // tell unwatched
          instance.place = (place & -4) | 2;
          return 2;
        }
        case 3: { // lid.tampered
          instance.place = (place & -4) | 2;
          return 2;
        }
      }
      return 0;
    }
    // lid.closed
    function event11(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 3) {
        case 1: { // lid.open
          effects.actionCount = 1;
          actions[0] = 0; // clear open
          queue[queued++] = 0;
          instance.place = place & -4;
          return 2;
        }
        case 2: { // lid.forced
          instance.place = (place & -4) | 3;
          return 2;
        }
      }
      return 0;
    }
    // stock.loaded
    function event12(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard7(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard8(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 9; // raise low
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard9(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 10; // clear low
            Object.assign(ownContext(instance), assigner6(instance));
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if (guard7(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard8(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 9; // raise low
            Object.assign(ownContext(instance), assigner6(instance));
            return 2;
          }
          if (guard9(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 10; // clear low
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = place & -13;
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if (guard7(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner6(instance));
            return 2;
          }
          if (guard8(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 9; // raise low
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard9(instance)) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 20; // clear empty
            actions[4] = 10; // clear low
            Object.assign(ownContext(instance), assigner6(instance));
            instance.place = place & -13;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // roll.handled
    function event13(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if ((((((place & 3) === 1)) && guard11(instance)) && guard12(instance))) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if ((((((place & 3) === 1)) && guard11(instance)) && guard13(instance))) {
            effects.actionCount = 4;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 9; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (((((place & 3) === 1)) && guard11(instance))) {
            effects.actionCount = 3;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if ((((((place & 3) === 1)) && guard11(instance)) && guard12(instance))) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if ((((((place & 3) === 1)) && guard11(instance)) && guard13(instance))) {
            effects.actionCount = 4;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 9; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          if (((((place & 3) === 1)) && guard11(instance))) {
            effects.actionCount = 3;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if ((((((place & 3) === 1)) && guard11(instance)) && guard12(instance))) {
            effects.actionCount = 5;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 10; // clear low
            actions[4] = 19; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          if ((((((place & 3) === 1)) && guard11(instance)) && guard13(instance))) {
            effects.actionCount = 4;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            actions[3] = 9; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (((((place & 3) === 1)) && guard11(instance))) {
            effects.actionCount = 3;
            actions[0] = 16; // raise handled
            actions[1] = 17; // clear handled
            actions[2] = 18; // clear change
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // plan.changed
    function event14(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 0: // cycle.locked
        case 1: // cycle.reading
        case 2: // cycle.parking
        case 3: // cycle.discarding
        case 4: // cycle.clearing
        case 5: // cycle.offered.glowing
        case 6: // cycle.offered.reminding
        case 7: // cycle.offered.resting
        case 8: // cycle.releasing
        case 9: // cycle.released
        case 10: // cycle.retracting
        case 11: // cycle.homing
        case 12: // cycle.resuming
        case 13: // cycle.searching
        case 14: // cycle.recalling
        case 15: // cycle.testing
        case 16: // cycle.inspecting
        case 17: // cycle.mismatched
        case 18: // cycle.unreadable
        case 19: // cycle.misrolled
        case 20: { // cycle.stopped
          if ((!((((place >> 2) & 3) === 2)) && guard14(instance))) {
            effects.actionCount = 1;
            actions[0] = 21; // raise change
            return 1;
          }
          break;
        }
      }
      return 0;
    }
    // store.emptied
    function event16(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 1) {
        case 0: { // store.room
          effects.actionCount = 1;
          actions[0] = 22; // clear full
          {
            const context = ownContext(instance);
            context["stored"] = 0;
          }
          return 2;
        }
        case 1: { // store.full
          effects.actionCount = 1;
          actions[0] = 22; // clear full
          {
            const context = ownContext(instance);
            context["stored"] = 0;
          }
          instance.place = place & -33;
          return 2;
        }
      }
      return 0;
    }
    // motion.finished
    function event17(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 2: { // cycle.parking
          if ((guard16(instance) && guard17(instance))) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
            Object.assign(ownContext(instance), assigner15(instance));
            queue[queued++] = 1;
            instance.place = place & -1985;
            return 2;
          }
          if (guard16(instance)) {
            effects.actionCount = 4;
            actions[0] = 23; // clear unread
            actions[1] = 24; // clear roll fault
            actions[2] = 25; // tell offered
            actions[3] = 26; // show glow
            effects.timerCount = 2;
            timers[0] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
            Object.assign(ownContext(instance), assigner15(instance));
            queue[queued++] = 1;
            delaysMs[1] = checkedDelayMs("xstate.after.glow.roll-reader.cycle.offered.glowing", delay18(instance));
            timers[1] = 4; // arm xstate.after.glow.roll-reader.cycle.offered.glowing
            instance.place = (place & -1985) | 320;
            return 2;
          }
          break;
        }
        case 3: { // cycle.discarding
          if (guard19(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // retract pouch
            effects.timerCount = 2;
            timers[0] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
            Object.assign(ownContext(instance), assigner15(instance));
            {
              const context = ownContext(instance);
              context["spent"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.clearing", delay0(instance));
            timers[1] = 3; // arm xstate.after.motionLimit.roll-reader.cycle.clearing
            instance.place = (place & -1985) | 256;
            return 2;
          }
          if (guard16(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // retract pouch
            effects.timerCount = 2;
            timers[0] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
            Object.assign(ownContext(instance), assigner15(instance));
            {
              const context = ownContext(instance);
              context["spent"] = true;
            }
            queue[queued++] = 1;
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.clearing", delay0(instance));
            timers[1] = 3; // arm xstate.after.motionLimit.roll-reader.cycle.clearing
            instance.place = (place & -1985) | 256;
            return 2;
          }
          break;
        }
        case 4: { // cycle.clearing
          if ((guard20(instance) && guard17(instance))) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            queue[queued++] = 2;
            instance.place = place & -1985;
            return 2;
          }
          if ((guard20(instance) && guard21(instance))) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            queue[queued++] = 2;
            instance.place = place & -1985;
            return 2;
          }
          if (guard20(instance)) {
            effects.actionCount = 1;
            actions[0] = 5; // read pouch
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            queue[queued++] = 2;
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.reading", delay0(instance));
            timers[1] = 0; // arm xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = (place & -1985) | 64;
            return 2;
          }
          break;
        }
        case 8: { // cycle.releasing
          if (((guard22(instance) && ((((place >> 4) & 1) === 1))) && guard17(instance))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell exposed
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          if ((guard22(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 28; // tell released
            actions[1] = 29; // show pouch
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = (place & -1985) | 576;
            return 2;
          }
          if (guard22(instance)) {
            effects.actionCount = 1;
            actions[0] = 1; // check place
            effects.timerCount = 2;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.inspecting", delay0(instance));
            timers[1] = 14; // arm xstate.after.motionLimit.roll-reader.cycle.inspecting
            instance.place = (place & -1985) | 1024;
            return 2;
          }
          break;
        }
        case 10: { // cycle.retracting
          if (guard20(instance)) {
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.roll-reader.cycle.retracting
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            queue[queued++] = 2;
            instance.place = place & -1985;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event18(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 1: { // cycle.reading
          if (guard23(instance)) {
            effects.actionCount = 5;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 6; // tell secured
            actions[3] = 3; // raise fault
            actions[4] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 2: { // cycle.parking
          if (guard24(instance)) {
            effects.actionCount = 4;
            actions[0] = 30; // record jam
            actions[1] = 6; // tell secured
            actions[2] = 3; // raise fault
            actions[3] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          if (guard25(instance)) {
            effects.actionCount = 5;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 6; // tell secured
            actions[3] = 3; // raise fault
            actions[4] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 3: { // cycle.discarding
          if (guard24(instance)) {
            effects.actionCount = 4;
            actions[0] = 30; // record jam
            actions[1] = 6; // tell secured
            actions[2] = 3; // raise fault
            actions[3] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          if (guard25(instance)) {
            effects.actionCount = 5;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 6; // tell secured
            actions[3] = 3; // raise fault
            actions[4] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 4: { // cycle.clearing
          if (guard26(instance)) {
            effects.actionCount = 5;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 6; // tell secured
            actions[3] = 3; // raise fault
            actions[4] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 8: { // cycle.releasing
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 1; // check place
            effects.timerCount = 2;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.inspecting", delay0(instance));
            timers[1] = 14; // arm xstate.after.motionLimit.roll-reader.cycle.inspecting
            instance.place = (place & -1985) | 1024;
            return 2;
          }
          break;
        }
        case 10: { // cycle.retracting
          if (guard26(instance)) {
            effects.actionCount = 5;
            actions[0] = 30; // record jam
            actions[1] = 31; // raise jam
            actions[2] = 6; // tell secured
            actions[3] = 3; // raise fault
            actions[4] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.roll-reader.cycle.retracting
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 11: { // cycle.homing
          if (guard28(instance)) {
            effects.actionCount = 3;
            actions[0] = 6; // tell secured
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 12: { // cycle.resuming
          if (guard28(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // tell exposed
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 13: { // cycle.searching
          if (guard28(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // tell exposed
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 15: { // cycle.testing
          if (guard28(instance)) {
            effects.actionCount = 3;
            actions[0] = 32; // fail self-test
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -14; // stop xstate.after.motionLimit.roll-reader.cycle.testing
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
        case 16: { // cycle.inspecting
          if (guard28(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // tell exposed
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // pouch.read
    function event19(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 1: { // cycle.reading
          if ((guard29(instance) && guard17(instance))) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = place & -1985;
            return 2;
          }
          if ((guard30(instance) && guard2(instance))) {
            effects.actionCount = 4;
            actions[0] = 23; // clear unread
            actions[1] = 24; // clear roll fault
            actions[2] = 25; // tell offered
            actions[3] = 26; // show glow
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            delaysMs[1] = checkedDelayMs("xstate.after.glow.roll-reader.cycle.offered.glowing", delay18(instance));
            timers[1] = 4; // arm xstate.after.glow.roll-reader.cycle.offered.glowing
            instance.place = (place & -1985) | 320;
            return 2;
          }
          if (guard30(instance)) {
            effects.actionCount = 1;
            actions[0] = 33; // park pouch
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            Object.assign(ownContext(instance), assigner31(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.parking", delay0(instance));
            timers[1] = 1; // arm xstate.after.motionLimit.roll-reader.cycle.parking
            instance.place = (place & -1985) | 128;
            return 2;
          }
          if (guard32(instance)) {
            effects.actionCount = 1;
            actions[0] = 33; // park pouch
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            Object.assign(ownContext(instance), assigner31(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.discarding", delay0(instance));
            timers[1] = 2; // arm xstate.after.motionLimit.roll-reader.cycle.discarding
            instance.place = (place & -1985) | 192;
            return 2;
          }
          if (guard34(instance)) {
            effects.actionCount = 1;
            actions[0] = 33; // park pouch
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            Object.assign(ownContext(instance), assigner33(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.discarding", delay0(instance));
            timers[1] = 2; // arm xstate.after.motionLimit.roll-reader.cycle.discarding
            instance.place = (place & -1985) | 192;
            return 2;
          }
          if (guard36(instance)) {
            effects.actionCount = 1;
            actions[0] = 5; // read pouch
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            Object.assign(ownContext(instance), assigner35(instance));
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.reading", delay0(instance));
            timers[1] = 0; // arm xstate.after.motionLimit.roll-reader.cycle.reading
            return 2;
          }
          if (guard37(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            queue[queued++] = 3;
            instance.place = place & -1985;
            return 2;
          }
          if (guard38(instance)) {
            effects.actionCount = 2;
            actions[0] = 34; // raise roll fault
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = (place & -1985) | 1088;
            return 2;
          }
          if (guard39(instance)) {
            effects.actionCount = 2;
            actions[0] = 35; // raise unread
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = (place & -1985) | 1152;
            return 2;
          }
          if (guard40(instance)) {
            effects.actionCount = 2;
            actions[0] = 34; // raise roll fault
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
            instance.place = (place & -1985) | 1216;
            return 2;
          }
          break;
        }
        case 11: { // cycle.homing
          if ((guard41(instance) && guard42(instance))) {
            effects.actionCount = 4;
            actions[0] = 6; // tell secured
            actions[1] = 36; // clear jam
            actions[2] = 37; // clear fault
            actions[3] = 8; // retract pouch
            effects.timerCount = 2;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.retracting", delay0(instance));
            timers[1] = 8; // arm xstate.after.motionLimit.roll-reader.cycle.retracting
            instance.place = (place & -1985) | 640;
            return 2;
          }
          if ((guard43(instance) && guard42(instance))) {
            effects.actionCount = 3;
            actions[0] = 6; // tell secured
            actions[1] = 36; // clear jam
            actions[2] = 37; // clear fault
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            queue[queued++] = 2;
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          if (guard43(instance)) {
            effects.actionCount = 3;
            actions[0] = 6; // tell secured
            actions[1] = 36; // clear jam
            actions[2] = 37; // clear fault
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          if (guard44(instance)) {
            effects.actionCount = 3;
            actions[0] = 6; // tell secured
            actions[1] = 36; // clear jam
            actions[2] = 37; // clear fault
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          break;
        }
        case 12: { // cycle.resuming
          if (guard41(instance)) {
            effects.actionCount = 2;
            actions[0] = 38; // tell inside
            actions[1] = 26; // show glow
            effects.timerCount = 2;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
            delaysMs[1] = checkedDelayMs("xstate.after.glow.roll-reader.cycle.offered.glowing", delay18(instance));
            timers[1] = 4; // arm xstate.after.glow.roll-reader.cycle.offered.glowing
            instance.place = (place & -1985) | 320;
            return 2;
          }
          if (guard43(instance)) {
            effects.actionCount = 2;
            actions[0] = 27; // tell exposed
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          break;
        }
        case 13: { // cycle.searching
          if (guard41(instance)) {
            effects.actionCount = 1;
            actions[0] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
            instance.place = place & -1985;
            return 2;
          }
          if (((guard43(instance) && ((((place >> 4) & 1) === 1))) && guard17(instance))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell exposed
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          if ((guard43(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 28; // tell released
            actions[1] = 29; // show pouch
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = (place & -1985) | 576;
            return 2;
          }
          if (guard43(instance)) {
            effects.actionCount = 2;
            actions[0] = 27; // tell exposed
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          break;
        }
        case 14: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 29; // show pouch
            effects.timerCount = 1;
            timers[0] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
            instance.place = (place & -1985) | 576;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 39; // tell retrieved
          actions[1] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
          instance.place = place & -1985;
          return 2;
        }
        case 15: { // cycle.testing
          if (guard44(instance)) {
            effects.actionCount = 1;
            actions[0] = 40; // pass self-test
            effects.timerCount = 1;
            timers[0] = -14; // stop xstate.after.motionLimit.roll-reader.cycle.testing
            instance.place = place & -1985;
            return 2;
          }
          break;
        }
        case 16: { // cycle.inspecting
          if (guard41(instance)) {
            effects.actionCount = 3;
            actions[0] = 6; // tell secured
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          if (((guard43(instance) && ((((place >> 4) & 1) === 1))) && guard17(instance))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell exposed
            actions[1] = 6; // tell secured
            effects.timerCount = 1;
            timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = place & -1985;
            return 2;
          }
          if ((guard43(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 28; // tell released
            actions[1] = 29; // show pouch
            effects.timerCount = 1;
            timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = (place & -1985) | 576;
            return 2;
          }
          if (guard43(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // tell exposed
            actions[1] = 3; // raise fault
            actions[2] = 4; // show alarm
            effects.timerCount = 1;
            timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
            {
              const context = ownContext(instance);
              context["parked"] = false;
              context["spent"] = false;
            }
            instance.place = (place & -1985) | 1280;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // outlet.filled
    function event20(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 4) & 1) {
        case 0: { // outlet.empty
          instance.place = (place & -17) | 16;
          return 2;
        }
      }
      return 0;
    }
    // outlet.emptied
    function event21(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way2 = -1;
      switch ((place >> 4) & 1) {
        case 1: { // outlet.occupied
          if ((((place & 3) === 0))) way2 = 0;
          else way2 = 1;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 6) & 31) {
        case 9: { // cycle.released
          way4 = 0;
          break;
        }
      }
      if (way2 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          break;
        }
      }
      switch (way2) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 41; // tell fetched
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 39; // tell retrieved
          actions[said + 1] = 6; // tell secured
          break;
        }
      }
      switch (way2) {
        case 0: {
          instance.place = instance.place & -17;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -17;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = instance.place & -1985;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // staff.finished
    function event22(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 0: { // cycle.locked
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 704;
          return 2;
        }
        case 5: { // cycle.offered.glowing
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -5; // stop xstate.after.glow.roll-reader.cycle.offered.glowing
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due + 1] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          instance.place = (place & -1985) | 768;
          return 2;
        }
        case 6: { // cycle.offered.reminding
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -6; // stop xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due + 1] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          instance.place = (place & -1985) | 768;
          return 2;
        }
        case 7: { // cycle.offered.resting
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -7; // stop xstate.after.reminderRest.roll-reader.cycle.offered.resting
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.resuming", delay0(instance));
          timers[due + 1] = 10; // arm xstate.after.motionLimit.roll-reader.cycle.resuming
          instance.place = (place & -1985) | 768;
          return 2;
        }
        case 17: // cycle.mismatched
        case 19: { // cycle.misrolled
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 24; // clear roll fault
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 704;
          return 2;
        }
        case 18: { // cycle.unreadable
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 23; // clear unread
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 704;
          return 2;
        }
        case 20: { // cycle.stopped
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.homing", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 704;
          return 2;
        }
      }
      return 0;
    }
    // pouch.passed
    function event23(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard46(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 19; // raise empty
            Object.assign(ownContext(instance), assigner45(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard47(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 9; // raise low
            Object.assign(ownContext(instance), assigner45(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner45(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard46(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 2;
            actions[said] = 10; // clear low
            actions[said + 1] = 19; // raise empty
            Object.assign(ownContext(instance), assigner45(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          Object.assign(ownContext(instance), assigner45(instance));
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner45(instance));
          return 2;
        }
      }
      return 0;
    }
    // pouch.stored
    function event24(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 1) {
        case 0: { // store.room
          if (guard21(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 42; // raise full
            Object.assign(ownContext(instance), assigner48(instance));
            instance.place = (place & -33) | 32;
            return 2;
          }
          Object.assign(ownContext(instance), assigner48(instance));
          return 2;
        }
      }
      return 0;
    }
    // roll.ended
    function event25(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 2) & 3) {
        case 0: // supply.plentiful
        case 1: { // supply.low
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 10; // clear low
          actions[said + 1] = 19; // raise empty
          {
            const context = ownContext(instance);
            context["stock"] = 0;
          }
          instance.place = (place & -13) | 8;
          return 2;
        }
        case 2: { // supply.empty
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 10; // clear low
          actions[said + 1] = 19; // raise empty
          {
            const context = ownContext(instance);
            context["stock"] = 0;
          }
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.reading
    function event27(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 1: { // cycle.reading
          effects.actionCount = 5;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 6; // tell secured
          actions[3] = 3; // raise fault
          actions[4] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.motionLimit.roll-reader.cycle.reading
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.parking
    function event28(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 2: { // cycle.parking
          effects.actionCount = 5;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 6; // tell secured
          actions[3] = 3; // raise fault
          actions[4] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -2; // stop xstate.after.motionLimit.roll-reader.cycle.parking
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.discarding
    function event29(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 3: { // cycle.discarding
          effects.actionCount = 5;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 6; // tell secured
          actions[3] = 3; // raise fault
          actions[4] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -3; // stop xstate.after.motionLimit.roll-reader.cycle.discarding
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.clearing
    function event30(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 4: { // cycle.clearing
          effects.actionCount = 5;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 6; // tell secured
          actions[3] = 3; // raise fault
          actions[4] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -4; // stop xstate.after.motionLimit.roll-reader.cycle.clearing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.glow.roll-reader.cycle.offered.glowing
    function event31(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 5: { // cycle.offered.glowing
          effects.actionCount = 2;
          actions[0] = 43; // show reminder
          actions[1] = 44; // tell reminded
          effects.timerCount = 2;
          timers[0] = -5; // stop xstate.after.glow.roll-reader.cycle.offered.glowing
          Object.assign(ownContext(instance), assigner49(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.roll-reader.cycle.offered.reminding", delay50(instance));
          timers[1] = 5; // arm xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          instance.place = (place & -1985) | 384;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.roll-reader.cycle.offered.reminding
    function event32(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 6: { // cycle.offered.reminding
          effects.actionCount = 1;
          actions[0] = 45; // show waiting
          effects.timerCount = 2;
          timers[0] = -6; // stop xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRest.roll-reader.cycle.offered.resting", delay51(instance));
          timers[1] = 6; // arm xstate.after.reminderRest.roll-reader.cycle.offered.resting
          instance.place = (place & -1985) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.roll-reader.cycle.offered.resting
    function event33(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 7: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 43; // show reminder
          actions[1] = 44; // tell reminded
          effects.timerCount = 2;
          timers[0] = -7; // stop xstate.after.reminderRest.roll-reader.cycle.offered.resting
          Object.assign(ownContext(instance), assigner49(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.roll-reader.cycle.offered.reminding", delay50(instance));
          timers[1] = 5; // arm xstate.after.reminderRound.roll-reader.cycle.offered.reminding
          instance.place = (place & -1985) | 384;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.releasing
    function event34(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 6) & 31) {
        case 8: { // cycle.releasing
          effects.actionCount = 3;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 1; // check place
          effects.timerCount = 2;
          timers[0] = -8; // stop xstate.after.motionLimit.roll-reader.cycle.releasing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-reader.cycle.inspecting", delay0(instance));
          timers[1] = 14; // arm xstate.after.motionLimit.roll-reader.cycle.inspecting
          instance.place = (place & -1985) | 1024;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.retracting
    function event35(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 10: { // cycle.retracting
          effects.actionCount = 5;
          actions[0] = 30; // record jam
          actions[1] = 31; // raise jam
          actions[2] = 6; // tell secured
          actions[3] = 3; // raise fault
          actions[4] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.motionLimit.roll-reader.cycle.retracting
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.homing
    function event36(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 11: { // cycle.homing
          effects.actionCount = 3;
          actions[0] = 6; // tell secured
          actions[1] = 3; // raise fault
          actions[2] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -10; // stop xstate.after.motionLimit.roll-reader.cycle.homing
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.resuming
    function event37(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 12: { // cycle.resuming
          effects.actionCount = 3;
          actions[0] = 27; // tell exposed
          actions[1] = 3; // raise fault
          actions[2] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -11; // stop xstate.after.motionLimit.roll-reader.cycle.resuming
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.searching
    function event38(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 13: { // cycle.searching
          effects.actionCount = 3;
          actions[0] = 27; // tell exposed
          actions[1] = 3; // raise fault
          actions[2] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -12; // stop xstate.after.motionLimit.roll-reader.cycle.searching
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.recalling
    function event39(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 14: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 29; // show pouch
            effects.timerCount = 1;
            timers[0] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
            instance.place = (place & -1985) | 576;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 39; // tell retrieved
          actions[1] = 6; // tell secured
          effects.timerCount = 1;
          timers[0] = -13; // stop xstate.after.motionLimit.roll-reader.cycle.recalling
          instance.place = place & -1985;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.testing
    function event40(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 15: { // cycle.testing
          effects.actionCount = 3;
          actions[0] = 32; // fail self-test
          actions[1] = 3; // raise fault
          actions[2] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -14; // stop xstate.after.motionLimit.roll-reader.cycle.testing
          instance.place = (place & -1985) | 1280;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-reader.cycle.inspecting
    function event41(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 6) & 31) {
        case 16: { // cycle.inspecting
          effects.actionCount = 3;
          actions[0] = 27; // tell exposed
          actions[1] = 3; // raise fault
          actions[2] = 4; // show alarm
          effects.timerCount = 1;
          timers[0] = -15; // stop xstate.after.motionLimit.roll-reader.cycle.inspecting
          instance.place = (place & -1985) | 1280;
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
        if (round > 50) throw endlessChart("roll-reader", 50);
        if (head === queued) return settled;
        switch (queue[head++]) {
          case 0:
            last = raised0;
            if (event22(instance, last) === 2) settled = 2;
            break;
          case 1:
            last = raised1;
            if (event23(instance, last) === 2) settled = 2;
            break;
          case 2:
            last = raised2;
            if (event24(instance, last) === 2) settled = 2;
            break;
          case 3:
            last = raised3;
            if (event25(instance, last) === 2) settled = 2;
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
        instance.place = 8;
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
          case 16:
            outcome = event16(instance, event);
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
          case 32:
            outcome = event32(instance, event);
            break;
          case 33:
            outcome = event33(instance, event);
            break;
          case 34:
            outcome = event34(instance, event);
            break;
          case 35:
            outcome = event35(instance, event);
            break;
          case 36:
            outcome = event36(instance, event);
            break;
          case 37:
            outcome = event37(instance, event);
            break;
          case 38:
            outcome = event38(instance, event);
            break;
          case 39:
            outcome = event39(instance, event);
            break;
          case 40:
            outcome = event40(instance, event);
            break;
          case 41:
            outcome = event41(instance, event);
            break;
        }
        if (queued > 0) outcome = settle(instance, event, outcome);
        return outcome === 2;
      },
    };
  },
};
