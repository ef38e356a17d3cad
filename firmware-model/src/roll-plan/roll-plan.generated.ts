// Made from the chart "roll-plan" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `roll-plan` as plain code. */
export const rollPlanCode: ChartCode = {
  fingerprint: "wyl-f726f963",
  bind(parts) {
    const effects = { count: 0, codes: [] as number[], delaysMs: [] as number[] };
    const asked = { context: {} as Record<string, unknown>, event: { type: "" } };
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
    function event0(instance: ChartInstance): number {
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
          if (guard0(asked)) way5 = 0;
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
          effects.codes[effects.count++] = 53; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 54; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 55; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 62; // stop xstate.after.motionLimit.roll-plan.cycle.testing
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
          break;
        }
        case 13: {
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
      }
      switch (way0) {
        case 0: {
          effects.codes[effects.count++] = 0; // clear open
          break;
        }
      }
      switch (way5) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
        case 1: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
      }
      switch (way6) {
        case 0: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 4; // tell inside
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 4; // tell inside
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 4; // tell inside
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 2; // check place
          break;
        }
      }
      switch (way6) {
        case 0: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 5; // show glow
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 5; // show glow
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 5; // show glow
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
          break;
        }
        case 4: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.searching", delay1(asked));
          effects.codes[effects.count++] = 49; // arm xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 5: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.recalling", delay1(asked));
          effects.codes[effects.count++] = 50; // arm xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 6: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 7: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 8: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 9: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.searching", delay1(asked));
          effects.codes[effects.count++] = 49; // arm xstate.after.motionLimit.roll-plan.cycle.searching
          break;
        }
        case 10: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.recalling", delay1(asked));
          effects.codes[effects.count++] = 50; // arm xstate.after.motionLimit.roll-plan.cycle.recalling
          break;
        }
        case 11: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          break;
        }
        case 12: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(asked));
          effects.codes[effects.count++] = 52; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
          break;
        }
        case 13: {
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
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
    function event1(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          if ((((((place & 3) === 0)) && !((((place >> 2) & 3) === 2)) && !((((place >> 4) & 1) === 1))) && !((((place >> 5) & 1) === 1)) && ((((place >> 8) & 3) === 0)))) {
            Object.assign(ownContext(instance, asked), assigner3(asked));
            effects.codes[effects.count++] = 8; // tell offered
            effects.codes[effects.count++] = 5; // show glow
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.glow.roll-plan.cycle.offered.glowing", delay2(asked));
            effects.codes[effects.count++] = 42; // arm xstate.after.glow.roll-plan.cycle.offered.glowing
            instance.place = (place & -15361) | 1024;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // window.closed
    function event2(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          effects.codes[effects.count++] = 53; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 2: { // cycle.offered.reminding
          effects.codes[effects.count++] = 54; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 3: { // cycle.offered.resting
          effects.codes[effects.count++] = 55; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 4: // cycle.releasing
        case 9: // cycle.searching
        case 12: { // cycle.inspecting
          {
            const context = ownContext(instance, asked);
            context["over"] = true;
          }
          return 2;
        }
        case 5: { // cycle.released
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 10: { // cycle.recalling
          effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 10; // raise open
          break;
        }
      }
      switch (way5) {
        case 0: {
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
      }
      return outcome;
    }
    // dose.spent
    function event4(instance: ChartInstance): number {
      const place = instance.place;
      let way4 = -1;
      switch ((place >> 6) & 3) {
        case 1: { // visit.watched
          if (guard4(asked)) way4 = 0;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if (guard5(asked)) way5 = 0;
          else if (guard6(asked)) way5 = 1;
          else way5 = 2;
          break;
        }
        case 1: { // row.behind
          if (guard5(asked)) way5 = 0;
          else if (guard6(asked)) way5 = 3;
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
            const context = ownContext(instance, asked);
            context["left"] = false;
          }
          break;
        }
        case 1: {
          Object.assign(ownContext(instance, asked), assigner7(asked));
          break;
        }
        case 2: {
          Object.assign(ownContext(instance, asked), assigner7(asked));
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
        case 3: {
          Object.assign(ownContext(instance, asked), assigner7(asked));
          break;
        }
        case 4: {
          Object.assign(ownContext(instance, asked), assigner7(asked));
          effects.codes[effects.count++] = 1; // raise roll fault
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
    function event5(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (guard8(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // stock.limit-set
    function event6(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard10(asked)) {
            Object.assign(ownContext(instance, asked), assigner9(asked));
            effects.codes[effects.count++] = 11; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner9(asked));
          return 2;
        }
        case 1: { // supply.low
          if (guard10(asked)) {
            Object.assign(ownContext(instance, asked), assigner9(asked));
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner9(asked));
          effects.codes[effects.count++] = 12; // clear low
          instance.place = place & -13;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance, asked), assigner9(asked));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 2; // check place
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.testing", delay1(asked));
          effects.codes[effects.count++] = 51; // arm xstate.after.motionLimit.roll-plan.cycle.testing
          instance.place = (place & -15361) | 11264;
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event8(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          if ((((place & 3) === 0))) {
            effects.codes[effects.count++] = 53; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
            effects.codes[effects.count++] = 3; // show nothing
            effects.codes[effects.count++] = 13; // tell offering
            effects.codes[effects.count++] = 14; // release pouch
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
            return 2;
          }
          break;
        }
        case 2: { // cycle.offered.reminding
          if ((((place & 3) === 0))) {
            effects.codes[effects.count++] = 54; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
            effects.codes[effects.count++] = 3; // show nothing
            effects.codes[effects.count++] = 13; // tell offering
            effects.codes[effects.count++] = 14; // release pouch
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
            return 2;
          }
          break;
        }
        case 3: { // cycle.offered.resting
          if ((((place & 3) === 0))) {
            effects.codes[effects.count++] = 55; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
            effects.codes[effects.count++] = 3; // show nothing
            effects.codes[effects.count++] = 13; // tell offering
            effects.codes[effects.count++] = 14; // release pouch
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.releasing", delay1(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.roll-plan.cycle.releasing
            instance.place = (place & -15361) | 4096;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // lid.opened
    function event9(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 15; // tell unwatched
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 16; // clear break-in
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
    function event10(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 3) {
        case 0: { // lid.closed
          effects.codes[effects.count++] = 17; // raise break-in
          effects.codes[effects.count++] = 15; // tell unwatched
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
    function event11(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 0; // clear open
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
    function event12(instance: ChartInstance): number {
      const place = instance.place;
      let way1 = -1;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard11(asked)) way1 = 0;
          else if (guard12(asked)) way1 = 1;
          else if (guard13(asked)) way1 = 2;
          break;
        }
        case 1: { // supply.low
          if (guard11(asked)) way1 = 0;
          else if (guard12(asked)) way1 = 3;
          else if (guard13(asked)) way1 = 4;
          break;
        }
        case 2: { // supply.empty
          if (guard11(asked)) way1 = 5;
          else if (guard12(asked)) way1 = 1;
          else if (guard13(asked)) way1 = 4;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if (guard14(asked)) way5 = 0;
          else if ((guard13(asked) && ((((place >> 6) & 3) === 2)))) way5 = 0;
          else if (guard13(asked)) way5 = 1;
          break;
        }
        case 1: { // row.behind
          if (guard14(asked)) way5 = 0;
          else if ((guard13(asked) && ((((place >> 6) & 3) === 2)))) way5 = 0;
          else if (guard13(asked)) way5 = 2;
          break;
        }
        case 2: { // row.unsure
          if (guard14(asked)) way5 = 3;
          else if ((guard13(asked) && ((((place >> 6) & 3) === 2)))) way5 = 3;
          else if (guard13(asked)) way5 = 2;
          break;
        }
      }
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 4: // cycle.releasing
        case 6: // cycle.retracting
        case 7: { // cycle.confirming
          if (guard13(asked)) way6 = 0;
          break;
        }
      }
      if (way1 < 0 && way5 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way1) {
        case 0: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 12; // clear low
          effects.codes[effects.count++] = 21; // raise empty
          break;
        }
        case 1: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 22; // clear empty
          effects.codes[effects.count++] = 11; // raise low
          break;
        }
        case 2: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 22; // clear empty
          effects.codes[effects.count++] = 12; // clear low
          break;
        }
        case 3: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 22; // clear empty
          effects.codes[effects.count++] = 11; // raise low
          break;
        }
        case 4: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 22; // clear empty
          effects.codes[effects.count++] = 12; // clear low
          break;
        }
        case 5: {
          Object.assign(ownContext(instance, asked), assigner15(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 12; // clear low
          effects.codes[effects.count++] = 21; // raise empty
          break;
        }
      }
      switch (way5) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
        case 1: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 23; // clear roll fault
          break;
        }
        case 2: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 23; // clear roll fault
          break;
        }
        case 3: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 1; // raise roll fault
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
    function event13(instance: ChartInstance): number {
      const place = instance.place;
      let way1 = -1;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if ((((((place & 3) === 1)) && guard16(asked)) && guard17(asked))) way1 = 0;
          else if ((((((place & 3) === 1)) && guard16(asked)) && guard18(asked))) way1 = 1;
          else if (((((place & 3) === 1)) && guard16(asked))) way1 = 2;
          break;
        }
        case 1: { // supply.low
          if ((((((place & 3) === 1)) && guard16(asked)) && guard17(asked))) way1 = 0;
          else if ((((((place & 3) === 1)) && guard16(asked)) && guard18(asked))) way1 = 3;
          else if (((((place & 3) === 1)) && guard16(asked))) way1 = 2;
          break;
        }
        case 2: { // supply.empty
          if ((((((place & 3) === 1)) && guard16(asked)) && guard17(asked))) way1 = 4;
          else if ((((((place & 3) === 1)) && guard16(asked)) && guard18(asked))) way1 = 1;
          else if (((((place & 3) === 1)) && guard16(asked))) way1 = 2;
          break;
        }
      }
      let way5 = -1;
      switch ((place >> 8) & 3) {
        case 0: { // row.aligned
          if ((((((place & 3) === 1)) && guard16(asked)) && guard19(asked))) way5 = 0;
          break;
        }
        case 1: { // row.behind
          if ((((((place & 3) === 1)) && guard16(asked)) && guard20(asked))) way5 = 1;
          else if ((((((place & 3) === 1)) && guard16(asked)) && guard21(asked))) way5 = 2;
          else if (((((place & 3) === 1)) && guard16(asked))) way5 = 0;
          break;
        }
      }
      let way6 = -1;
      switch ((place >> 10) & 15) {
        case 4: // cycle.releasing
        case 6: // cycle.retracting
        case 7: { // cycle.confirming
          if ((((((place & 3) === 1)) && guard16(asked)) && guard19(asked))) way6 = 0;
          break;
        }
      }
      if (way1 < 0 && way5 < 0 && way6 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way1) {
        case 0: {
          Object.assign(ownContext(instance, asked), assigner22(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 12; // clear low
          effects.codes[effects.count++] = 21; // raise empty
          break;
        }
        case 1: {
          Object.assign(ownContext(instance, asked), assigner22(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 11; // raise low
          break;
        }
        case 2: {
          Object.assign(ownContext(instance, asked), assigner22(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          break;
        }
        case 3: {
          Object.assign(ownContext(instance, asked), assigner22(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 11; // raise low
          break;
        }
        case 4: {
          Object.assign(ownContext(instance, asked), assigner22(asked));
          effects.codes[effects.count++] = 18; // raise handled
          effects.codes[effects.count++] = 19; // clear handled
          effects.codes[effects.count++] = 20; // clear change
          effects.codes[effects.count++] = 12; // clear low
          effects.codes[effects.count++] = 21; // raise empty
          break;
        }
      }
      switch (way5) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 1; // raise roll fault
          break;
        }
        case 1: {
          {
            const context = ownContext(instance, asked);
            context["behind"] = 0;
          }
          effects.codes[effects.count++] = 23; // clear roll fault
          break;
        }
        case 2: {
          Object.assign(ownContext(instance, asked), assigner23(asked));
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
    function event14(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 3) {
        case 0: // row.aligned
        case 1: { // row.behind
          if ((!((((place >> 2) & 3) === 2)) && guard24(asked))) {
            {
              const context = ownContext(instance, asked);
              context["behind"] = 0;
            }
            effects.codes[effects.count++] = 24; // raise change
            effects.codes[effects.count++] = 1; // raise roll fault
            instance.place = (place & -769) | 512;
            return 2;
          }
          break;
        }
        case 2: { // row.unsure
          if ((!((((place >> 2) & 3) === 2)) && guard24(asked))) {
            {
              const context = ownContext(instance, asked);
              context["behind"] = 0;
            }
            effects.codes[effects.count++] = 24; // raise change
            effects.codes[effects.count++] = 1; // raise roll fault
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // service.resumed
    function event15(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 3) {
        case 1: { // row.behind
          effects.codes[effects.count++] = 1; // raise roll fault
          return 1;
        }
      }
      return 0;
    }
    // store.emptied
    function event16(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 1) {
        case 0: { // store.room
          {
            const context = ownContext(instance, asked);
            context["stored"] = 0;
          }
          effects.codes[effects.count++] = 25; // clear full
          return 2;
        }
        case 1: { // store.full
          {
            const context = ownContext(instance, asked);
            context["stored"] = 0;
          }
          effects.codes[effects.count++] = 25; // clear full
          instance.place = place & -33;
          return 2;
        }
      }
      return 0;
    }
    // motion.finished
    function event17(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (((guard25(asked) && ((((place >> 4) & 1) === 1))) && guard26(asked))) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          if ((guard25(asked) && ((((place >> 4) & 1) === 1)))) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 27; // tell released
            effects.codes[effects.count++] = 28; // show pouch
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard25(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            effects.codes[effects.count++] = 2; // check place
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(asked));
            effects.codes[effects.count++] = 52; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
            instance.place = (place & -15361) | 12288;
            return 2;
          }
          break;
        }
        case 6: { // cycle.retracting
          if (guard27(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
            effects.codes[effects.count++] = 2; // check place
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.confirming", delay1(asked));
            effects.codes[effects.count++] = 47; // arm xstate.after.motionLimit.roll-plan.cycle.confirming
            instance.place = (place & -15361) | 7168;
            return 2;
          }
          break;
        }
        case 7: { // cycle.confirming
          if (guard29(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            Object.assign(ownContext(instance, asked), assigner28(asked));
            queue[queued++] = 2;
            queue[queued++] = 3;
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard31(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            effects.codes[effects.count++] = 9; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 29; // clear jam
            effects.codes[effects.count++] = 30; // clear fault
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            effects.codes[effects.count++] = 9; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 29; // clear jam
            effects.codes[effects.count++] = 30; // clear fault
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 9: { // cycle.searching
          if (guard31(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          if (((guard29(asked) && ((((place >> 4) & 1) === 1))) && guard26(asked))) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          if ((guard29(asked) && ((((place >> 4) & 1) === 1)))) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 27; // tell released
            effects.codes[effects.count++] = 28; // show pouch
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard29(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          if (guard30(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            queue[queued++] = 1;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 10: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
            effects.codes[effects.count++] = 28; // show pouch
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          effects.codes[effects.count++] = 31; // tell retrieved
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
        case 11: { // cycle.testing
          if (guard30(asked)) {
            effects.codes[effects.count++] = 62; // stop xstate.after.motionLimit.roll-plan.cycle.testing
            effects.codes[effects.count++] = 32; // pass self-test
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 12: { // cycle.inspecting
          if (guard31(asked)) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            effects.codes[effects.count++] = 9; // tell secured
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          if (((guard29(asked) && ((((place >> 4) & 1) === 1))) && guard26(asked))) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 9; // tell secured
            instance.place = place & -15361;
            return 2;
          }
          if ((guard29(asked) && ((((place >> 4) & 1) === 1)))) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 27; // tell released
            effects.codes[effects.count++] = 28; // show pouch
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          if (guard29(asked)) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            queue[queued++] = 2;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          if (guard30(asked)) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            queue[queued++] = 1;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event18(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          if (guard32(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 33; // record jam
            effects.codes[effects.count++] = 34; // raise jam
            effects.codes[effects.count++] = 2; // check place
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(asked));
            effects.codes[effects.count++] = 52; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
            instance.place = (place & -15361) | 12288;
            return 2;
          }
          break;
        }
        case 6: { // cycle.retracting
          if (guard33(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 33; // record jam
            effects.codes[effects.count++] = 34; // raise jam
            queue[queued++] = 1;
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 7: { // cycle.confirming
          if (guard34(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
            queue[queued++] = 1;
            instance.place = place & -15361;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard34(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            effects.codes[effects.count++] = 9; // tell secured
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 9: { // cycle.searching
          if (guard34(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
            queue[queued++] = 1;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 11: { // cycle.testing
          if (guard34(asked)) {
            effects.codes[effects.count++] = 62; // stop xstate.after.motionLimit.roll-plan.cycle.testing
            effects.codes[effects.count++] = 35; // fail self-test
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
        case 12: { // cycle.inspecting
          if (guard34(asked)) {
            effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
            queue[queued++] = 1;
            effects.codes[effects.count++] = 26; // tell exposed
            effects.codes[effects.count++] = 6; // raise fault
            effects.codes[effects.count++] = 7; // show alarm
            instance.place = (place & -15361) | 13312;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // pouch.read
    function event19(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 8: { // cycle.homing
          if (guard35(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
            effects.codes[effects.count++] = 9; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 29; // clear jam
            effects.codes[effects.count++] = 30; // clear fault
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
    function event20(instance: ChartInstance): number {
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
    function event21(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
      }
      switch (way2) {
        case 0: {
          effects.codes[effects.count++] = 36; // tell fetched
          break;
        }
      }
      switch (way6) {
        case 0: {
          effects.codes[effects.count++] = 31; // tell retrieved
          effects.codes[effects.count++] = 9; // tell secured
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
    function event22(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 2; // check place
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          instance.place = (place & -15361) | 8192;
          return 2;
        }
        case 1: // cycle.offered.glowing
        case 2: // cycle.offered.reminding
        case 3: { // cycle.offered.resting
          effects.codes[effects.count++] = 4; // tell inside
          return 1;
        }
        case 13: { // cycle.stopped
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 2; // check place
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.homing", delay1(asked));
          effects.codes[effects.count++] = 48; // arm xstate.after.motionLimit.roll-plan.cycle.homing
          instance.place = (place & -15361) | 8192;
          return 2;
        }
      }
      return 0;
    }
    // pouch.passed
    function event23(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard37(asked)) {
            Object.assign(ownContext(instance, asked), assigner36(asked));
            effects.codes[effects.count++] = 21; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard38(asked)) {
            Object.assign(ownContext(instance, asked), assigner36(asked));
            effects.codes[effects.count++] = 11; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner36(asked));
          return 2;
        }
        case 1: { // supply.low
          if (guard37(asked)) {
            Object.assign(ownContext(instance, asked), assigner36(asked));
            effects.codes[effects.count++] = 12; // clear low
            effects.codes[effects.count++] = 21; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner36(asked));
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance, asked), assigner36(asked));
          return 2;
        }
      }
      return 0;
    }
    // pouch.stored
    function event24(instance: ChartInstance): number {
      const place = instance.place;
      let way3 = -1;
      switch ((place >> 5) & 1) {
        case 0: { // store.room
          if (guard39(asked)) way3 = 0;
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
          if (guard40(asked)) way5 = 0;
          break;
        }
      }
      if (way3 < 0 && way5 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 0: {
          Object.assign(ownContext(instance, asked), assigner41(asked));
          effects.codes[effects.count++] = 37; // raise full
          break;
        }
        case 1: {
          Object.assign(ownContext(instance, asked), assigner41(asked));
          break;
        }
      }
      switch (way5) {
        case 0: {
          effects.codes[effects.count++] = 23; // clear roll fault
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
    function event26(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 3) {
        case 0: // row.aligned
        case 1: { // row.behind
          effects.codes[effects.count++] = 1; // raise roll fault
          instance.place = (place & -769) | 512;
          return 2;
        }
        case 2: { // row.unsure
          effects.codes[effects.count++] = 1; // raise roll fault
          return 1;
        }
      }
      return 0;
    }
    // xstate.after.glow.roll-plan.cycle.offered.glowing
    function event27(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 1: { // cycle.offered.glowing
          effects.codes[effects.count++] = 53; // stop xstate.after.glow.roll-plan.cycle.offered.glowing
          Object.assign(ownContext(instance, asked), assigner42(asked));
          effects.codes[effects.count++] = 38; // show reminder
          effects.codes[effects.count++] = 39; // tell reminded
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.roll-plan.cycle.offered.reminding", delay43(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          instance.place = (place & -15361) | 2048;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.roll-plan.cycle.offered.reminding
    function event28(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 2: { // cycle.offered.reminding
          effects.codes[effects.count++] = 54; // stop xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          effects.codes[effects.count++] = 40; // show waiting
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRest.roll-plan.cycle.offered.resting", delay44(asked));
          effects.codes[effects.count++] = 44; // arm xstate.after.reminderRest.roll-plan.cycle.offered.resting
          instance.place = (place & -15361) | 3072;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.roll-plan.cycle.offered.resting
    function event29(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 3: { // cycle.offered.resting
          effects.codes[effects.count++] = 55; // stop xstate.after.reminderRest.roll-plan.cycle.offered.resting
          Object.assign(ownContext(instance, asked), assigner42(asked));
          effects.codes[effects.count++] = 38; // show reminder
          effects.codes[effects.count++] = 39; // tell reminded
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.roll-plan.cycle.offered.reminding", delay43(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.reminderRound.roll-plan.cycle.offered.reminding
          instance.place = (place & -15361) | 2048;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.releasing
    function event30(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 4: { // cycle.releasing
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.roll-plan.cycle.releasing
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 33; // record jam
          effects.codes[effects.count++] = 34; // raise jam
          effects.codes[effects.count++] = 2; // check place
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.inspecting", delay1(asked));
          effects.codes[effects.count++] = 52; // arm xstate.after.motionLimit.roll-plan.cycle.inspecting
          instance.place = (place & -15361) | 12288;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.retracting
    function event31(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 6: { // cycle.retracting
          effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.roll-plan.cycle.retracting
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 33; // record jam
          effects.codes[effects.count++] = 34; // raise jam
          queue[queued++] = 1;
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.confirming
    function event32(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 7: { // cycle.confirming
          effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.roll-plan.cycle.confirming
          queue[queued++] = 1;
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.homing
    function event33(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 8: { // cycle.homing
          effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.roll-plan.cycle.homing
          effects.codes[effects.count++] = 9; // tell secured
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.searching
    function event34(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 9: { // cycle.searching
          effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.roll-plan.cycle.searching
          queue[queued++] = 1;
          effects.codes[effects.count++] = 26; // tell exposed
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.recalling
    function event35(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 10: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
            effects.codes[effects.count++] = 28; // show pouch
            instance.place = (place & -15361) | 5120;
            return 2;
          }
          effects.codes[effects.count++] = 61; // stop xstate.after.motionLimit.roll-plan.cycle.recalling
          effects.codes[effects.count++] = 31; // tell retrieved
          effects.codes[effects.count++] = 9; // tell secured
          instance.place = place & -15361;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.testing
    function event36(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 11: { // cycle.testing
          effects.codes[effects.count++] = 62; // stop xstate.after.motionLimit.roll-plan.cycle.testing
          effects.codes[effects.count++] = 35; // fail self-test
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
          instance.place = (place & -15361) | 13312;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.roll-plan.cycle.inspecting
    function event37(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 12: { // cycle.inspecting
          effects.codes[effects.count++] = 63; // stop xstate.after.motionLimit.roll-plan.cycle.inspecting
          queue[queued++] = 1;
          effects.codes[effects.count++] = 26; // tell exposed
          effects.codes[effects.count++] = 6; // raise fault
          effects.codes[effects.count++] = 7; // show alarm
          instance.place = (place & -15361) | 13312;
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
        case 10:
          return event10(instance);
        case 11:
          return event11(instance);
        case 12:
          return event12(instance);
        case 13:
          return event13(instance);
        case 14:
          return event14(instance);
        case 15:
          return event15(instance);
        case 16:
          return event16(instance);
        case 17:
          return event17(instance);
        case 18:
          return event18(instance);
        case 19:
          return event19(instance);
        case 20:
          return event20(instance);
        case 21:
          return event21(instance);
        case 22:
          return event22(instance);
        case 23:
          return event23(instance);
        case 24:
          return event24(instance);
        case 26:
          return event26(instance);
        case 27:
          return event27(instance);
        case 28:
          return event28(instance);
        case 29:
          return event29(instance);
        case 30:
          return event30(instance);
        case 31:
          return event31(instance);
        case 32:
          return event32(instance);
        case 33:
          return event33(instance);
        case 34:
          return event34(instance);
        case 35:
          return event35(instance);
        case 36:
          return event36(instance);
        case 37:
          return event37(instance);
      }
      return 0;
    }
    // Eventless.
    function always(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 10) & 15) {
        case 0: { // cycle.locked
          if ((((((place >> 8) & 3) === 1)) && (((place & 3) === 0)) && !((((place >> 5) & 1) === 1)) && guard45(asked))) {
            effects.codes[effects.count++] = 41; // retract pouch
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.roll-plan.cycle.retracting", delay1(asked));
            effects.codes[effects.count++] = 46; // arm xstate.after.motionLimit.roll-plan.cycle.retracting
            instance.place = (place & -15361) | 6144;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // Eventless ways and raised events, until there are none.
    function settle(instance: ChartInstance, outcome: number): number {
      let settled = outcome;
      let looks = true;
      let head = 0;
      for (let round = 1; ; round++) {
        if (round > 50) throw endlessChart("roll-plan", 50);
        const eventless: number = looks ? always(instance) : 0;
        if (eventless > 0) {
          looks = eventless === 2;
          if (looks) settled = 2;
          continue;
        }
        if (head === queued) return settled;
        looks = true;
        switch (queue[head++]) {
          case 0:
            asked.event = raised0;
            if (event22(instance) === 2) settled = 2;
            break;
          case 1:
            asked.event = raised1;
            if (event26(instance) === 2) settled = 2;
            break;
          case 2:
            asked.event = raised2;
            if (event23(instance) === 2) settled = 2;
            break;
          case 3:
            asked.event = raised3;
            if (event24(instance) === 2) settled = 2;
            break;
        }
      }
    }
    return {
      effects,
      start(instance, event) {
        effects.count = 0;
        queued = 0;
        asked.context = instance.context;
        asked.event = event;
        instance.place = 8;
        settle(instance, 0);
      },
      step(instance, code, event) {
        effects.count = 0;
        queued = 0;
        asked.context = instance.context;
        asked.event = event;
        const outcome = deliver(instance, code);
        return settle(instance, outcome) === 2;
      },
    };
  },
};
