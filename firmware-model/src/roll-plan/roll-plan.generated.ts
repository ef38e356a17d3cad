// Made from the chart "roll-plan" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `roll-plan` as plain code. */
export const rollPlanCode: ChartCode = {
  fingerprint: "wyl-f726f963",
  bind(parts) {
    const effects = makeEffects(357);
    const { actions, timers, delaysMs } = effects;
    const queue = [] as number[];
    let queued = 0;
    const raised0 = {"type":"staff.finished"};
    const raised1 = {"type":"place.lost"};
    const raised2 = {"type":"pouch.passed"};
    const raised3 = {"type":"pouch.stored"};
    const guard0 = parts.guard("missed pouches are not held");
    const delay1 = parts.delay("motionLimit");
    const delay2 = parts.delay("glow");
    const assigner3 = parts.assigner("note grant");
    const guard4 = parts.guard("the pouch stays behind");
    const guard5 = parts.guard("the pouch left the roll");
    const guard6 = parts.guard("a pause took the dose");
    const assigner7 = parts.assigner("count behind");
    const guard8 = parts.guard("the release was dropped");
    const assigner9 = parts.assigner("take over limit");
    const guard10 = parts.guard("the limit makes it low");
    const guard11 = parts.guard("the load is nothing");
    const guard12 = parts.guard("the load is low");
    const guard13 = parts.guard("the load is plausible");
    const guard14 = parts.guard("the load is in the dark");
    const assigner15 = parts.assigner("take over load");
    const guard16 = parts.guard("some pouches were taken off");
    const guard17 = parts.guard("none is left");
    const guard18 = parts.guard("few are left");
    const guard19 = parts.guard("more than none");
    const guard20 = parts.guard("as many as are behind");
    const guard21 = parts.guard("fewer than are behind");
    const assigner22 = parts.assigner("take over handling");
    const assigner23 = parts.assigner("count off behind");
    const guard24 = parts.guard("the doses are others");
    const guard25 = parts.guard("the release ended");
    const guard26 = parts.guard("the window closed meanwhile");
    const guard27 = parts.guard("the retraction ended");
    const assigner28 = parts.assigner("count down behind");
    const guard29 = parts.guard("the roll has moved on");
    const guard30 = parts.guard("the place was looked at");
    const guard31 = parts.guard("the roll stands as it stood");
    const guard32 = parts.guard("the release failed");
    const guard33 = parts.guard("the retraction failed");
    const guard34 = parts.guard("the check failed");
    const guard35 = parts.guard("a leader was found");
    const assigner36 = parts.assigner("count pouch");
    const guard37 = parts.guard("it was the last pouch");
    const guard38 = parts.guard("few pouches are left");
    const guard39 = parts.guard("it fills the store");
    const guard40 = parts.guard("none is behind any more");
    const assigner41 = parts.assigner("count stored");
    const assigner42 = parts.assigner("count round");
    const delay43 = parts.delay("reminderRound");
    const delay44 = parts.delay("reminderRest");
    const guard45 = parts.guard("missed pouches are put away");
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
      switch ((place >> 6) & 3) {
        case 0: { // visit.away
          way4 = 0;
          break;
        }
        case 1: // visit.watched
        case 2: { // visit.blind
          way4 = 1;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if ((((place & 3) === 1))) way5 = 0;
          break;
        }
        case 1: { // row.behind
          if (guard0(instance)) way5 = 0;
          else if ((((place & 3) === 1))) way5 = 0;
          break;
        }
        case 2: { // row.unsure
          if ((((place & 3) === 1))) way5 = 1;
          break;
        }
      }
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          way6 = 0;
          break;
        }
        case 1: { // cycle.offered.glowing
          way6 = 1;
          break;
        }
        case 2: { // cycle.offered.reminding
          way6 = 2;
          break;
        }
        case 3: { // cycle.offered.resting
          way6 = 3;
          break;
        }
        case 4: { // cycle.releasing
          way6 = 4;
          break;
        }
        case 5: { // cycle.released
          way6 = 5;
          break;
        }
        case 6: { // cycle.retracting
          way6 = 6;
          break;
        }
        case 7: { // cycle.confirming
          way6 = 7;
          break;
        }
        case 8: { // cycle.homing
          way6 = 8;
          break;
        }
        case 9: { // cycle.searching
          way6 = 9;
          break;
        }
        case 10: { // cycle.recalling
          way6 = 10;
          break;
        }
        case 11: { // cycle.testing
          way6 = 11;
          break;
        }
        case 12: { // cycle.inspecting
          way6 = 12;
          break;
        }
        case 13: { // cycle.stopped
          way6 = 13;
          break;
        }
      }
      if (way0 < 0 && way2 < 0 && way4 < 0 && way5 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way6) {
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -5; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -6; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.motionLimit.roll-plan.cycle.testing
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
          break;
        }
        case 13: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
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
      switch (way5) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
      }
      switch (way6) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // tell inside
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // tell inside
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // tell inside
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 8: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 9: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 10: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 11: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
        case 12: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          break;
        }
      }
      switch (way6) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // show glow
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(instance));
          timers[due] = 0; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // show glow
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(instance));
          timers[due] = 0; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 5; // show glow
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(instance));
          timers[due] = 0; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.searching", delay1(instance));
          timers[due] = 7; // arm xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.recalling", delay1(instance));
          timers[due] = 8; // arm xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.searching", delay1(instance));
          timers[due] = 7; // arm xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.recalling", delay1(instance));
          timers[due] = 8; // arm xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(instance));
          timers[due] = 10; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
          break;
        }
        case 13: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 6; // raise fault
          actions[said + 1] = 7; // show alarm
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
        case 1: {
          instance.place = instance.place & -193;
          outcome = 2;
          break;
        }
      }
      switch (way5) {
        case 0: {
          instance.place = (instance.place & -769) | 512;
          outcome = 2;
          break;
        }
        case 1: {
          outcome = 2;
          break;
        }
      }
      switch (way6) {
        case 0: {
          instance.place = (instance.place & -15361) | 8192;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -15361) | 1024;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -15361) | 1024;
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = (instance.place & -15361) | 9216;
          outcome = 2;
          break;
        }
        case 5: {
          instance.place = (instance.place & -15361) | 10240;
          outcome = 2;
          break;
        }
        case 6: {
          instance.place = (instance.place & -15361) | 8192;
          outcome = 2;
          break;
        }
        case 7: {
          instance.place = (instance.place & -15361) | 8192;
          outcome = 2;
          break;
        }
        case 11: {
          instance.place = (instance.place & -15361) | 8192;
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
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          if ((((((place & 3) === 0)) && !((((place >> 2) & 3) === 2)) && !((((place >> 4) & 1) === 1))) && !((((place >> 5) & 1) === 1)) && ((((place >> 8) & 3) === 0)))) {
            effects.actionCount = 2;
            actions[0] = 8; // tell offered
            actions[1] = 5; // show glow
            effects.timerCount = 1;
            Object.assign(ownContext(instance), assigner3(instance));
            delaysMs[0] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(instance));
            timers[0] = 0; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
            instance.place = (place & -15361) | 1024;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // window.closed
    function event2(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          instance.place = place & -15361;
          return 2;
        }
        case 2: { // cycle.offered.reminding
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -2; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          instance.place = place & -15361;
          return 2;
        }
        case 3: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -3; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          instance.place = place & -15361;
          return 2;
        }
        case 4: // cycle.releasing
        case 9: // cycle.searching
        case 12: { // cycle.inspecting
          {
            const context = ownContext(instance);
            context["over"] = true;
          }
          return 2;
        }
        case 5: { // cycle.released
          effects.actionCount = 2;
          actions[0] = 3; // show nothing
          actions[1] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 10: { // cycle.recalling
          effects.actionCount = 1;
          actions[0] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way0 = -1;
      switch (place & 3) {
        case 1: { // lid.open
          way0 = 0;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 1: { // row.behind
          way5 = 0;
          break;
        }
      }
      if (way0 < 0 && way5 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 10; // raise open
          break;
        }
      }
      switch (way5) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          break;
        }
      }
      return outcome;
    }
    // dose.spent
    function event4(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way4 = -1;
      switch ((place >> 6) & 3) {
        case 1: { // visit.watched
          if (guard4(instance)) way4 = 0;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if (guard5(instance)) way5 = 0;
          else if (guard6(instance)) way5 = 1;
          else way5 = 2;
          break;
        }
        case 1: { // row.behind
          if (guard5(instance)) way5 = 0;
          else if (guard6(instance)) way5 = 3;
          else way5 = 4;
          break;
        }
        case 2: { // row.unsure
          way5 = 0;
          break;
        }
      }
      if (way4 < 0 && way5 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way5) {
        case 0: {
          {
            const context = ownContext(instance);
            context["left"] = false;
          }
          break;
        }
        case 1: {
          Object.assign(ownContext(instance), assigner7(instance));
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          Object.assign(ownContext(instance), assigner7(instance));
          break;
        }
        case 3: {
          Object.assign(ownContext(instance), assigner7(instance));
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          Object.assign(ownContext(instance), assigner7(instance));
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -193) | 128;
          outcome = 2;
          break;
        }
      }
      switch (way5) {
        case 0: {
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -769) | 256;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -769) | 256;
          outcome = 2;
          break;
        }
        case 3: {
          outcome = 2;
          break;
        }
        case 4: {
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // motion.dropped
    function event5(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (guard8(instance)) {
            effects.actionCount = 1;
            actions[0] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = place & -15361;
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
          if (guard10(instance)) {
            effects.actionCount = 1;
            actions[0] = 11; // raise low
            Object.assign(ownContext(instance), assigner9(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner9(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard10(instance)) {
            Object.assign(ownContext(instance), assigner9(instance));
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 12; // clear low
          Object.assign(ownContext(instance), assigner9(instance));
          instance.place = place & -13;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner9(instance));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          effects.actionCount = 1;
          actions[0] = 2; // check place
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.testing", delay1(instance));
          timers[0] = 9; // arm xstate.after.motionLimit.roll-plan.cycle.testing
          instance.place = (place & -15361) | 11264;
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event8(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 3; // show nothing
            actions[1] = 13; // tell offering
            actions[2] = 14; // release pouch
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(instance));
            timers[1] = 3; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
            return 2;
          }
          break;
        }
        case 2: { // cycle.offered.reminding
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 3; // show nothing
            actions[1] = 13; // tell offering
            actions[2] = 14; // release pouch
            effects.timerCount = 2;
            timers[0] = -2; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(instance));
            timers[1] = 3; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
            return 2;
          }
          break;
        }
        case 3: { // cycle.offered.resting
          if ((((place & 3) === 0))) {
            effects.actionCount = 3;
            actions[0] = 3; // show nothing
            actions[1] = 13; // tell offering
            actions[2] = 14; // release pouch
            effects.timerCount = 2;
            timers[0] = -3; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(instance));
            timers[1] = 3; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
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
      let way0 = -1;
      switch (place & 3) {
        case 0: { // lid.closed
          way0 = 0;
          break;
        }
        case 2: // lid.forced
        case 3: { // lid.tampered
          way0 = 1;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 6) & 3) {
        case 0: // visit.away
        case 2: { // visit.blind
          way4 = 0;
          break;
        }
        case 1: { // visit.watched
          way4 = 1;
          break;
        }
      }
      if (way0 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 15; // tell unwatched
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 16; // clear break-in
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = (instance.place & -4) | 1;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -4) | 1;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -193) | 64;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // lid.forced
    function event10(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 3) {
        case 0: { // lid.closed
          effects.actionCount = 2;
          actions[0] = 17; // raise break-in
          actions[1] = 15; // tell unwatched
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
      let way4 = -1;
      switch ((place >> 6) & 3) {
        case 0: { // visit.away
          way4 = 0;
          break;
        }
        case 1: // visit.watched
        case 2: { // visit.blind
          way4 = 1;
          break;
        }
      }
      if (way0 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way0) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // clear open
          queue[queued++] = 0;
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
      switch (way4) {
        case 1: {
          instance.place = instance.place & -193;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // stock.loaded
    function event12(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way1 = -1;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard11(instance)) way1 = 0;
          else if (guard12(instance)) way1 = 1;
          else if (guard13(instance)) way1 = 2;
          break;
        }
        case 1: { // supply.low
          if (guard11(instance)) way1 = 0;
          else if (guard12(instance)) way1 = 3;
          else if (guard13(instance)) way1 = 4;
          break;
        }
        case 2: { // supply.empty
          if (guard11(instance)) way1 = 5;
          else if (guard12(instance)) way1 = 1;
          else if (guard13(instance)) way1 = 4;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if (guard14(instance)) way5 = 0;
          else if ((guard13(instance) && ((((place >> 6) & 3) === 2)))) way5 = 0;
          else if (guard13(instance)) way5 = 1;
          break;
        }
        case 1: { // row.behind
          if (guard14(instance)) way5 = 0;
          else if ((guard13(instance) && ((((place >> 6) & 3) === 2)))) way5 = 0;
          else if (guard13(instance)) way5 = 2;
          break;
        }
        case 2: { // row.unsure
          if (guard14(instance)) way5 = 3;
          else if ((guard13(instance) && ((((place >> 6) & 3) === 2)))) way5 = 3;
          else if (guard13(instance)) way5 = 2;
          break;
        }
      }
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 4: // cycle.releasing
        case 6: // cycle.retracting
        case 7: { // cycle.confirming
          if (guard13(instance)) way6 = 0;
          break;
        }
      }
      if (way1 < 0 && way5 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 12; // clear low
          actions[said + 4] = 21; // raise empty
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 22; // clear empty
          actions[said + 4] = 11; // raise low
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 22; // clear empty
          actions[said + 4] = 12; // clear low
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 22; // clear empty
          actions[said + 4] = 11; // raise low
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 22; // clear empty
          actions[said + 4] = 12; // clear low
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 12; // clear low
          actions[said + 4] = 21; // raise empty
          Object.assign(ownContext(instance), assigner15(instance));
          break;
        }
      }
      switch (way5) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 23; // clear roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 23; // clear roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
      }
      switch (way6) {
        case 0: {
          queue[queued++] = 1;
          break;
        }
      }
      switch (way1) {
        case 0: {
          instance.place = (instance.place & -13) | 8;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -13) | 4;
          outcome = 2;
          break;
        }
        case 2: {
          outcome = 2;
          break;
        }
        case 3: {
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = instance.place & -13;
          outcome = 2;
          break;
        }
        case 5: {
          outcome = 2;
          break;
        }
      }
      switch (way5) {
        case 0: {
          instance.place = (instance.place & -769) | 512;
          outcome = 2;
          break;
        }
        case 1: {
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = instance.place & -769;
          outcome = 2;
          break;
        }
        case 3: {
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // roll.handled
    function event13(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way1 = -1;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if ((((((place & 3) === 1)) && guard16(instance)) && guard17(instance))) way1 = 0;
          else if ((((((place & 3) === 1)) && guard16(instance)) && guard18(instance))) way1 = 1;
          else if (((((place & 3) === 1)) && guard16(instance))) way1 = 2;
          break;
        }
        case 1: { // supply.low
          if ((((((place & 3) === 1)) && guard16(instance)) && guard17(instance))) way1 = 0;
          else if ((((((place & 3) === 1)) && guard16(instance)) && guard18(instance))) way1 = 3;
          else if (((((place & 3) === 1)) && guard16(instance))) way1 = 2;
          break;
        }
        case 2: { // supply.empty
          if ((((((place & 3) === 1)) && guard16(instance)) && guard17(instance))) way1 = 4;
          else if ((((((place & 3) === 1)) && guard16(instance)) && guard18(instance))) way1 = 1;
          else if (((((place & 3) === 1)) && guard16(instance))) way1 = 2;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if ((((((place & 3) === 1)) && guard16(instance)) && guard19(instance))) way5 = 0;
          break;
        }
        case 1: { // row.behind
          if ((((((place & 3) === 1)) && guard16(instance)) && guard20(instance))) way5 = 1;
          else if ((((((place & 3) === 1)) && guard16(instance)) && guard21(instance))) way5 = 2;
          else if (((((place & 3) === 1)) && guard16(instance))) way5 = 0;
          break;
        }
      }
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 4: // cycle.releasing
        case 6: // cycle.retracting
        case 7: { // cycle.confirming
          if ((((((place & 3) === 1)) && guard16(instance)) && guard19(instance))) way6 = 0;
          break;
        }
      }
      if (way1 < 0 && way5 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way1) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 12; // clear low
          actions[said + 4] = 21; // raise empty
          Object.assign(ownContext(instance), assigner22(instance));
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 4;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 11; // raise low
          Object.assign(ownContext(instance), assigner22(instance));
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 3;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          Object.assign(ownContext(instance), assigner22(instance));
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 4;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 11; // raise low
          Object.assign(ownContext(instance), assigner22(instance));
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 5;
          actions[said] = 18; // raise handled
          actions[said + 1] = 19; // clear handled
          actions[said + 2] = 20; // clear change
          actions[said + 3] = 12; // clear low
          actions[said + 4] = 21; // raise empty
          Object.assign(ownContext(instance), assigner22(instance));
          break;
        }
      }
      switch (way5) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 23; // clear roll fault
          {
            const context = ownContext(instance);
            context["behind"] = 0;
          }
          break;
        }
        case 2: {
          Object.assign(ownContext(instance), assigner23(instance));
          break;
        }
      }
      switch (way6) {
        case 0: {
          queue[queued++] = 1;
          break;
        }
      }
      switch (way1) {
        case 0: {
          instance.place = (instance.place & -13) | 8;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -13) | 4;
          outcome = 2;
          break;
        }
        case 2: {
          outcome = 2;
          break;
        }
        case 3: {
          outcome = 2;
          break;
        }
        case 4: {
          outcome = 2;
          break;
        }
      }
      switch (way5) {
        case 0: {
          instance.place = (instance.place & -769) | 512;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -769;
          outcome = 2;
          break;
        }
        case 2: {
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // plan.changed
    function event14(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 8) & 3) {
        case 0: // row.aligned
        case 1: { // row.behind
          if ((!((((place >> 2) & 3) === 2)) && guard24(instance))) {
            effects.actionCount = 2;
            actions[0] = 24; // raise change
            actions[1] = 1; // raise roll fault
            {
              const context = ownContext(instance);
              context["behind"] = 0;
            }
            instance.place = (place & -769) | 512;
            return 2;
          }
          break;
        }
        case 2: { // row.unsure
          if ((!((((place >> 2) & 3) === 2)) && guard24(instance))) {
            effects.actionCount = 2;
            actions[0] = 24; // raise change
            actions[1] = 1; // raise roll fault
            {
              const context = ownContext(instance);
              context["behind"] = 0;
            }
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // service.resumed
    function event15(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 3) {
        case 1: { // row.behind
          effects.actionCount = 1;
          actions[0] = 1; // raise roll fault
          return 1;
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
          actions[0] = 25; // clear full
          {
            const context = ownContext(instance);
            context["stored"] = 0;
          }
          return 2;
        }
        case 1: { // store.full
          effects.actionCount = 1;
          actions[0] = 25; // clear full
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
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (((guard25(instance) && ((((place >> 4) & 1) === 1))) && guard26(instance))) {
            effects.actionCount = 2;
            actions[0] = 26; // tell exposed
            actions[1] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = place & -15361;
            return 2;
          }
          if ((guard25(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell released
            actions[1] = 28; // show pouch
            effects.timerCount = 1;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard25(instance)) {
            effects.actionCount = 1;
            actions[0] = 2; // check place
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(instance));
            timers[1] = 10; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
            instance.place = (place & -15361) | 12288;
            return 2;
          }
          break;
        }
        case 6: { // cycle.retracting
          if (guard27(instance)) {
            effects.actionCount = 1;
            actions[0] = 2; // check place
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.confirming", delay1(instance));
            timers[1] = 5; // arm xstate.after.motionLimit.roll-plan.cycle.confirming
            instance.place = (place & -15361) | 7168;
            return 2;
          }
          break;
        }
        case 7: { // cycle.confirming
          if (guard29(instance)) {
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            Object.assign(ownContext(instance), assigner28(instance));
            queue[queued++] = 2;
            queue[queued++] = 3;
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(instance)) {
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard31(instance)) {
            effects.actionCount = 3;
            actions[0] = 9; // tell secured
            actions[1] = 29; // clear jam
            actions[2] = 30; // clear fault
            effects.timerCount = 1;
            timers[0] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(instance)) {
            effects.actionCount = 3;
            actions[0] = 9; // tell secured
            actions[1] = 29; // clear jam
            actions[2] = 30; // clear fault
            effects.timerCount = 1;
            timers[0] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 9: { // cycle.searching
          if (guard31(instance)) {
            effects.actionCount = 1;
            actions[0] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            instance.place = place & -15361;
            return 2;
          }
          if (((guard29(instance) && ((((place >> 4) & 1) === 1))) && guard26(instance))) {
            effects.actionCount = 2;
            actions[0] = 26; // tell exposed
            actions[1] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = place & -15361;
            return 2;
          }
          if ((guard29(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell released
            actions[1] = 28; // show pouch
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard29(instance)) {
            effects.actionCount = 2;
            actions[0] = 26; // tell exposed
            actions[1] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(instance)) {
            effects.actionCount = 3;
            actions[0] = 26; // tell exposed
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            queue[queued++] = 1;
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 10: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 28; // show pouch
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 31; // tell retrieved
          actions[1] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          instance.place = place & -15361;
          return 2;
        }
        case 11: { // cycle.testing
          if (guard30(instance)) {
            effects.actionCount = 1;
            actions[0] = 32; // pass self-test
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-plan.cycle.testing
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 12: { // cycle.inspecting
          if (guard31(instance)) {
            effects.actionCount = 3;
            actions[0] = 9; // tell secured
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          if (((guard29(instance) && ((((place >> 4) & 1) === 1))) && guard26(instance))) {
            effects.actionCount = 2;
            actions[0] = 26; // tell exposed
            actions[1] = 9; // tell secured
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = place & -15361;
            return 2;
          }
          if ((guard29(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 27; // tell released
            actions[1] = 28; // show pouch
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard29(instance)) {
            effects.actionCount = 3;
            actions[0] = 26; // tell exposed
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            queue[queued++] = 2;
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          if (guard30(instance)) {
            effects.actionCount = 3;
            actions[0] = 26; // tell exposed
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            queue[queued++] = 1;
            instance.place = (place & -15361) | 13312;
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
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (guard32(instance)) {
            effects.actionCount = 3;
            actions[0] = 33; // record jam
            actions[1] = 34; // raise jam
            actions[2] = 2; // check place
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(instance));
            timers[1] = 10; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
            instance.place = (place & -15361) | 12288;
            return 2;
          }
          break;
        }
        case 6: { // cycle.retracting
          if (guard33(instance)) {
            effects.actionCount = 4;
            actions[0] = 33; // record jam
            actions[1] = 34; // raise jam
            actions[2] = 6; // raise fault
            actions[3] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -5; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            queue[queued++] = 1;
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 7: { // cycle.confirming
          if (guard34(instance)) {
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard34(instance)) {
            effects.actionCount = 3;
            actions[0] = 9; // tell secured
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 9: { // cycle.searching
          if (guard34(instance)) {
            effects.actionCount = 3;
            actions[0] = 26; // tell exposed
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            queue[queued++] = 1;
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 11: { // cycle.testing
          if (guard34(instance)) {
            effects.actionCount = 3;
            actions[0] = 35; // fail self-test
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.roll-plan.cycle.testing
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 12: { // cycle.inspecting
          if (guard34(instance)) {
            effects.actionCount = 3;
            actions[0] = 26; // tell exposed
            actions[1] = 6; // raise fault
            actions[2] = 7; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            queue[queued++] = 1;
            instance.place = (place & -15361) | 13312;
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
      switch ((place >> 10) & 15) {
        case 8: { // cycle.homing
          if (guard35(instance)) {
            effects.actionCount = 3;
            actions[0] = 9; // tell secured
            actions[1] = 29; // clear jam
            actions[2] = 30; // clear fault
            effects.timerCount = 1;
            timers[0] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            queue[queued++] = 1;
            instance.place = place & -15361;
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
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 5: { // cycle.released
          way6 = 0;
          break;
        }
      }
      if (way2 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way6) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // show nothing
          break;
        }
      }
      switch (way2) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 36; // tell fetched
          break;
        }
      }
      switch (way6) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 31; // tell retrieved
          actions[said + 1] = 9; // tell secured
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
      switch (way6) {
        case 0: {
          instance.place = instance.place & -15361;
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
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          instance.place = (place & -15361) | 8192;
          return 2;
        }
        case 1: // cycle.offered.glowing
        case 2: // cycle.offered.reminding
        case 3: { // cycle.offered.resting
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 4; // tell inside
          return 1;
        }
        case 13: { // cycle.stopped
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 3; // show nothing
          actions[said + 1] = 2; // check place
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          instance.place = (place & -15361) | 8192;
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
          if (guard37(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 21; // raise empty
            Object.assign(ownContext(instance), assigner36(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard38(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 11; // raise low
            Object.assign(ownContext(instance), assigner36(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner36(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard37(instance)) {
            const said = effects.actionCount;
            effects.actionCount = said + 2;
            actions[said] = 12; // clear low
            actions[said + 1] = 21; // raise empty
            Object.assign(ownContext(instance), assigner36(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          Object.assign(ownContext(instance), assigner36(instance));
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner36(instance));
          return 2;
        }
      }
      return 0;
    }
    // pouch.stored
    function event24(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way3 = -1;
      switch ((place >> 5) & 1) {
        case 0: { // store.room
          if (guard39(instance)) way3 = 0;
          else way3 = 1;
          break;
        }
        case 1: { // store.full
          way3 = 1;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 1: { // row.behind
          if (guard40(instance)) way5 = 0;
          break;
        }
      }
      if (way3 < 0 && way5 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 37; // raise full
          Object.assign(ownContext(instance), assigner41(instance));
          break;
        }
        case 1: {
          Object.assign(ownContext(instance), assigner41(instance));
          break;
        }
      }
      switch (way5) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 23; // clear roll fault
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -33) | 32;
          outcome = 2;
          break;
        }
        case 1: {
          outcome = 2;
          break;
        }
      }
      switch (way5) {
        case 0: {
          instance.place = instance.place & -769;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // place.lost
    function event26(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 8) & 3) {
        case 0: // row.aligned
        case 1: { // row.behind
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          instance.place = (place & -769) | 512;
          return 2;
        }
        case 2: { // row.unsure
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise roll fault
          return 1;
        }
      }
      return 0;
    }
    // xstate.after.glow.roll-plan.cycle.offered.glowing
    function event27(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          effects.actionCount = 2;
          actions[0] = 38; // show reminder
          actions[1] = 39; // tell reminded
          effects.timerCount = 2;
          timers[0] = -1; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          Object.assign(ownContext(instance), assigner42(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.roll-plan.cycle.offered.reminding", delay43(instance));
          timers[1] = 1; // arm xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          instance.place = (place & -15361) | 2048;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.roll-plan.cycle.offered.reminding
    function event28(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 2: { // cycle.offered.reminding
          effects.actionCount = 1;
          actions[0] = 40; // show waiting
          effects.timerCount = 2;
          timers[0] = -2; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRest.roll-plan.cycle.offered.resting", delay44(instance));
          timers[1] = 2; // arm xstate.after.reminderRest.roll-plan.cycle.offered.resting
          instance.place = (place & -15361) | 3072;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.roll-plan.cycle.offered.resting
    function event29(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 3: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 38; // show reminder
          actions[1] = 39; // tell reminded
          effects.timerCount = 2;
          timers[0] = -3; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          Object.assign(ownContext(instance), assigner42(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.roll-plan.cycle.offered.reminding", delay43(instance));
          timers[1] = 1; // arm xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          instance.place = (place & -15361) | 2048;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.releasing
    function event30(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          effects.actionCount = 3;
          actions[0] = 33; // record jam
          actions[1] = 34; // raise jam
          actions[2] = 2; // check place
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(instance));
          timers[1] = 10; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
          instance.place = (place & -15361) | 12288;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.retracting
    function event31(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 6: { // cycle.retracting
          effects.actionCount = 4;
          actions[0] = 33; // record jam
          actions[1] = 34; // raise jam
          actions[2] = 6; // raise fault
          actions[3] = 7; // show alarm
          effects.timerCount = 1;
          timers[0] = -5; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          queue[queued++] = 1;
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.confirming
    function event32(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 7: { // cycle.confirming
          effects.timerCount = 1;
          timers[0] = -6; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
          queue[queued++] = 1;
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.homing
    function event33(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 8: { // cycle.homing
          effects.actionCount = 3;
          actions[0] = 9; // tell secured
          actions[1] = 6; // raise fault
          actions[2] = 7; // show alarm
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.motionLimit.roll-plan.cycle.homing
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.searching
    function event34(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 9: { // cycle.searching
          effects.actionCount = 3;
          actions[0] = 26; // tell exposed
          actions[1] = 6; // raise fault
          actions[2] = 7; // show alarm
          effects.timerCount = 1;
          timers[0] = -8; // stop xstate.after.motionLimit.roll-plan.cycle.searching
          queue[queued++] = 1;
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.recalling
    function event35(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 10: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 28; // show pouch
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 31; // tell retrieved
          actions[1] = 9; // tell secured
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.testing
    function event36(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 11: { // cycle.testing
          effects.actionCount = 3;
          actions[0] = 35; // fail self-test
          actions[1] = 6; // raise fault
          actions[2] = 7; // show alarm
          effects.timerCount = 1;
          timers[0] = -10; // stop xstate.after.motionLimit.roll-plan.cycle.testing
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.inspecting
    function event37(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 12: { // cycle.inspecting
          effects.actionCount = 3;
          actions[0] = 26; // tell exposed
          actions[1] = 6; // raise fault
          actions[2] = 7; // show alarm
          effects.timerCount = 1;
          timers[0] = -11; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
          queue[queued++] = 1;
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // Eventless.
    function always(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          if ((((((place >> 8) & 3) === 1)) && (((place & 3) === 0)) && !((((place >> 5) & 1) === 1)) && guard45(instance))) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 41; // retract pouch
            const due = effects.timerCount;
            effects.timerCount = due + 1;
            delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.retracting", delay1(instance));
            timers[due] = 4; // arm xstate.after.motionLimit.roll-plan.cycle.retracting
            instance.place = (place & -15361) | 6144;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // Eventless ways and raised events, until there are none.
    function settle(instance: ChartInstance, event: ChartEvent, outcome: number, first: number): number {
      let settled = outcome;
      let last = event;
      let eventless = first;
      let looks = false;
      let head = 0;
      for (let round = 1; ; round++) {
        if (round > 50) throw endlessChart("roll-plan", 50);
        if (looks) eventless = always(instance, last);
        if (eventless > 0) {
          looks = eventless === 2;
          if (looks) settled = 2;
          else eventless = 0;
          continue;
        }
        if (head === queued) return settled;
        looks = true;
        switch (queue[head++]) {
          case 0:
            last = raised0;
            if (event22(instance, last) === 2) settled = 2;
            break;
          case 1:
            last = raised1;
            if (event26(instance, last) === 2) settled = 2;
            break;
          case 2:
            last = raised2;
            if (event23(instance, last) === 2) settled = 2;
            break;
          case 3:
            last = raised3;
            if (event24(instance, last) === 2) settled = 2;
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
        settle(instance, event, 0, always(instance, event));
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
        }
        const eventless = (((instance.place >> 10) & 15) === 0) ? always(instance, event) : 0;
        if (eventless > 0 || queued > 0) outcome = settle(instance, event, outcome, eventless);
        return outcome === 2;
      },
    };
  },
};
