// Made from the chart "carousel" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `carousel` as plain code. */
export const carouselCode: ChartCode = {
  fingerprint: "p4f-a1a72d6d",
  bind(parts) {
    const effects = makeEffects(306);
    const { actions, timers, delaysMs } = effects;
    const queue = [] as number[];
    let queued = 0;
    const raised0 = {"type":"staff.finished"};
    const delay0 = parts.delay("motionLimit");
    const assigner1 = parts.assigner("aim at next compartment");
    const guard2 = parts.guard("no compartment is passed");
    const assigner3 = parts.assigner("pass compartment");
    const guard4 = parts.guard("it was the last dose");
    const guard5 = parts.guard("few doses are left");
    const guard6 = parts.guard("the release was dropped");
    const assigner7 = parts.assigner("take over limit");
    const guard8 = parts.guard("the limit makes it low");
    const guard9 = parts.guard("it is still the next compartment");
    const assigner10 = parts.assigner("take over load");
    const guard11 = parts.guard("the load is nothing");
    const guard12 = parts.guard("the load is low");
    const guard13 = parts.guard("the load is plausible");
    const guard14 = parts.guard("a compartment came");
    const guard15 = parts.guard("it is overtaken");
    const delay16 = parts.delay("glow");
    const guard17 = parts.guard("the right compartment came");
    const guard18 = parts.guard("the flap shut");
    const guard19 = parts.guard("the mark came");
    const guard20 = parts.guard("the mark came as reckoned");
    const guard21 = parts.guard("the mark came after a whole turn");
    const guard22 = parts.guard("it stands on the mark");
    const guard23 = parts.guard("it was looked at");
    const guard24 = parts.guard("the parking failed");
    const guard25 = parts.guard("the release failed");
    const guard26 = parts.guard("the search failed");
    const guard27 = parts.guard("the look failed");
    const assigner28 = parts.assigner("count round");
    const delay29 = parts.delay("reminderRound");
    const delay30 = parts.delay("reminderRest");
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
      let way3 = -1;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          way3 = 0;
          break;
        }
        case 1: { // cycle.parking
          way3 = 1;
          break;
        }
        case 2: { // cycle.offered.glowing
          way3 = 2;
          break;
        }
        case 3: { // cycle.offered.reminding
          way3 = 3;
          break;
        }
        case 4: { // cycle.offered.resting
          way3 = 4;
          break;
        }
        case 5: { // cycle.releasing
          way3 = 5;
          break;
        }
        case 6: { // cycle.released
          way3 = 6;
          break;
        }
        case 7: { // cycle.returning
          way3 = 7;
          break;
        }
        case 8: { // cycle.homing
          way3 = 8;
          break;
        }
        case 9: { // cycle.proving
          way3 = 9;
          break;
        }
        case 10: { // cycle.searching
          way3 = 10;
          break;
        }
        case 11: { // cycle.recalling
          way3 = 11;
          break;
        }
        case 12: { // cycle.testing
          way3 = 12;
          break;
        }
        case 13: { // cycle.inspecting
          way3 = 13;
          break;
        }
        case 14: { // cycle.stopped
          way3 = 14;
          break;
        }
      }
      if (way0 < 0 && way2 < 0 && way3 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -2; // stop xstate.after.glow.carousel.cycle.offered.glowing
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -3; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -4; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -7; // stop xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
          break;
        }
        case 13: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
          break;
        }
        case 14: {
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
      switch (way3) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 2: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 5: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // look
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // look
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 8: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 9: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 10: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // look
          break;
        }
        case 11: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // look
          break;
        }
        case 12: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          break;
        }
        case 13: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // look
          break;
        }
      }
      switch (way3) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.searching", delay0(instance));
          timers[due] = 8; // arm xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 6: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.recalling", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 7: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 8: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 9: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 10: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.searching", delay0(instance));
          timers[due] = 8; // arm xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 11: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.recalling", delay0(instance));
          timers[due] = 9; // arm xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 12: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 13: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(instance));
          timers[due] = 11; // arm xstate.after.motionLimit.carousel.cycle.inspecting
          break;
        }
        case 14: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 4; // raise fault
          actions[said + 1] = 5; // show alarm
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
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 5: {
          instance.place = (instance.place & -481) | 320;
          outcome = 2;
          break;
        }
        case 6: {
          instance.place = (instance.place & -481) | 352;
          outcome = 2;
          break;
        }
        case 7: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 8: {
          outcome = 2;
          break;
        }
        case 9: {
          instance.place = (instance.place & -481) | 256;
          outcome = 2;
          break;
        }
        case 12: {
          instance.place = (instance.place & -481) | 256;
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
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          if (((((place & 3) === 0)) && !((((place >> 2) & 3) === 2)) && !((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 1;
            actions[0] = 6; // park compartment
            effects.timerCount = 1;
            Object.assign(ownContext(instance), assigner1(instance));
            delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.parking", delay0(instance));
            timers[0] = 0; // arm xstate.after.motionLimit.carousel.cycle.parking
            instance.place = (place & -481) | 32;
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
      switch ((place >> 5) & 15) {
        case 1: // cycle.parking
        case 5: // cycle.releasing
        case 10: // cycle.searching
        case 11: // cycle.recalling
        case 13: { // cycle.inspecting
          {
            const context = ownContext(instance);
            context["over"] = true;
          }
          return 2;
        }
        case 2: { // cycle.offered.glowing
          effects.actionCount = 3;
          actions[0] = 2; // show nothing
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -2; // stop xstate.after.glow.carousel.cycle.offered.glowing
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          effects.actionCount = 3;
          actions[0] = 2; // show nothing
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -3; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 4: { // cycle.offered.resting
          effects.actionCount = 3;
          actions[0] = 2; // show nothing
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 6: { // cycle.released
          effects.actionCount = 3;
          actions[0] = 2; // show nothing
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[0] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
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
          actions[0] = 8; // raise open
          return 1;
        }
      }
      return 0;
    }
    // dose.spent
    function event4(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard2(instance)) {
            {
              const context = ownContext(instance);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard4(instance)) {
            effects.actionCount = 1;
            actions[0] = 9; // raise empty
            Object.assign(ownContext(instance), assigner3(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard5(instance)) {
            effects.actionCount = 1;
            actions[0] = 10; // raise low
            Object.assign(ownContext(instance), assigner3(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner3(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard2(instance)) {
            {
              const context = ownContext(instance);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard4(instance)) {
            effects.actionCount = 2;
            actions[0] = 11; // clear low
            actions[1] = 9; // raise empty
            Object.assign(ownContext(instance), assigner3(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          Object.assign(ownContext(instance), assigner3(instance));
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
      switch ((place >> 5) & 15) {
        case 5: { // cycle.releasing
          if (guard6(instance)) {
            effects.actionCount = 2;
            actions[0] = 7; // tell secured
            actions[1] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
            timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
            instance.place = (place & -481) | 224;
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
          if (guard8(instance)) {
            effects.actionCount = 1;
            actions[0] = 10; // raise low
            Object.assign(ownContext(instance), assigner7(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance), assigner7(instance));
          return 2;
        }
        case 1: { // supply.low
          if (guard8(instance)) {
            Object.assign(ownContext(instance), assigner7(instance));
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 11; // clear low
          Object.assign(ownContext(instance), assigner7(instance));
          instance.place = place & -13;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance), assigner7(instance));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          effects.actionCount = 1;
          actions[0] = 3; // look
          effects.timerCount = 1;
          delaysMs[0] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.testing", delay0(instance));
          timers[0] = 10; // arm xstate.after.motionLimit.carousel.cycle.testing
          instance.place = (place & -481) | 384;
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event8(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 2: { // cycle.offered.glowing
          if (((((place & 3) === 0)) && guard9(instance))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 12; // tell offering
            actions[2] = 13; // release dose
            effects.timerCount = 2;
            timers[0] = -2; // stop xstate.after.glow.carousel.cycle.offered.glowing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(instance));
            timers[1] = 4; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
            return 2;
          }
          break;
        }
        case 3: { // cycle.offered.reminding
          if (((((place & 3) === 0)) && guard9(instance))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 12; // tell offering
            actions[2] = 13; // release dose
            effects.timerCount = 2;
            timers[0] = -3; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(instance));
            timers[1] = 4; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
            return 2;
          }
          break;
        }
        case 4: { // cycle.offered.resting
          if (((((place & 3) === 0)) && guard9(instance))) {
            effects.actionCount = 3;
            actions[0] = 2; // show nothing
            actions[1] = 12; // tell offering
            actions[2] = 13; // release dose
            effects.timerCount = 2;
            timers[0] = -4; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(instance));
            timers[1] = 4; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
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
          actions[0] = 14; // tell unwatched
          instance.place = (place & -4) | 1;
          return 2;
        }
        case 2: // lid.forced
        case 3: { // lid.tampered
          effects.actionCount = 1;
          actions[0] = 15; // clear break-in
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
          actions[0] = 16; // raise break-in
          actions[1] = 14; // tell unwatched
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
          if (guard11(instance)) {
            effects.actionCount = 2;
            actions[0] = 11; // clear low
            actions[1] = 9; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard12(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 10; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 11; // clear low
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if (guard11(instance)) {
            effects.actionCount = 2;
            actions[0] = 11; // clear low
            actions[1] = 9; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard12(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 10; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 11; // clear low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = place & -13;
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if (guard11(instance)) {
            effects.actionCount = 2;
            actions[0] = 11; // clear low
            actions[1] = 9; // raise empty
            Object.assign(ownContext(instance), assigner10(instance));
            return 2;
          }
          if (guard12(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 10; // raise low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard13(instance)) {
            effects.actionCount = 2;
            actions[0] = 17; // clear empty
            actions[1] = 11; // clear low
            Object.assign(ownContext(instance), assigner10(instance));
            instance.place = place & -13;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.finished
    function event13(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          if ((guard14(instance) && guard15(instance))) {
            effects.actionCount = 1;
            actions[0] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard17(instance)) {
            effects.actionCount = 2;
            actions[0] = 18; // tell offered
            actions[1] = 19; // show glow
            effects.timerCount = 2;
            timers[0] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
            delaysMs[1] = checkedDelayMs("xstate.after.glow.carousel.cycle.offered.glowing", delay16(instance));
            timers[1] = 1; // arm xstate.after.glow.carousel.cycle.offered.glowing
            instance.place = (place & -481) | 64;
            return 2;
          }
          if (guard14(instance)) {
            effects.actionCount = 3;
            actions[0] = 7; // tell secured
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 5: { // cycle.releasing
          if (((guard18(instance) && ((((place >> 4) & 1) === 1))) && guard15(instance))) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 7; // tell secured
            actions[2] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if ((guard18(instance) && ((((place >> 4) & 1) === 1)))) {
            effects.actionCount = 2;
            actions[0] = 21; // tell released
            actions[1] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -481) | 192;
            return 2;
          }
          if (guard18(instance)) {
            effects.actionCount = 1;
            actions[0] = 3; // look
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(instance));
            timers[1] = 11; // arm xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 416;
            return 2;
          }
          break;
        }
        case 7: { // cycle.returning
          if ((guard19(instance) && guard15(instance))) {
            effects.actionCount = 1;
            actions[0] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard20(instance)) {
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
            instance.place = place & -481;
            return 2;
          }
          if (guard19(instance)) {
            effects.actionCount = 3;
            actions[0] = 7; // tell secured
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard19(instance)) {
            effects.actionCount = 1;
            actions[0] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -7; // stop xstate.after.motionLimit.carousel.cycle.homing
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.proving", delay0(instance));
            timers[1] = 7; // arm xstate.after.motionLimit.carousel.cycle.proving
            instance.place = (place & -481) | 288;
            return 2;
          }
          break;
        }
        case 9: { // cycle.proving
          if ((guard19(instance) && guard15(instance))) {
            effects.actionCount = 1;
            actions[0] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard21(instance)) {
            effects.actionCount = 3;
            actions[0] = 7; // tell secured
            actions[1] = 23; // clear jam
            actions[2] = 24; // clear fault
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
            {
              const context = ownContext(instance);
              context["jammed"] = false;
            }
            instance.place = place & -481;
            return 2;
          }
          if (guard19(instance)) {
            effects.actionCount = 3;
            actions[0] = 7; // tell secured
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 10: { // cycle.searching
          if ((((((place >> 4) & 1) === 1)) && guard15(instance))) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 7; // tell secured
            actions[2] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 2;
            actions[0] = 21; // tell released
            actions[1] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 20; // tell exposed
          actions[1] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 11: { // cycle.recalling
          if ((((((place >> 4) & 1) === 1)) && guard15(instance))) {
            effects.actionCount = 2;
            actions[0] = 7; // tell secured
            actions[1] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
            timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
            instance.place = (place & -481) | 224;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.actionCount = 3;
          actions[0] = 25; // tell retrieved
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 12: { // cycle.testing
          if (guard22(instance)) {
            effects.actionCount = 1;
            actions[0] = 26; // pass self-test
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
            instance.place = place & -481;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // fail self-test
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if ((((((place >> 4) & 1) === 1)) && guard15(instance))) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 7; // tell secured
            actions[2] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 2;
            actions[0] = 21; // tell released
            actions[1] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -481) | 192;
            return 2;
          }
          if (guard23(instance)) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event14(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          if (guard24(instance)) {
            effects.actionCount = 5;
            actions[0] = 28; // record jam
            actions[1] = 29; // raise jam
            actions[2] = 7; // tell secured
            actions[3] = 4; // raise fault
            actions[4] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 5: { // cycle.releasing
          if (guard25(instance)) {
            effects.actionCount = 3;
            actions[0] = 28; // record jam
            actions[1] = 29; // raise jam
            actions[2] = 3; // look
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(instance));
            timers[1] = 11; // arm xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 416;
            return 2;
          }
          break;
        }
        case 7: { // cycle.returning
          if (guard26(instance)) {
            effects.actionCount = 5;
            actions[0] = 28; // record jam
            actions[1] = 29; // raise jam
            actions[2] = 7; // tell secured
            actions[3] = 4; // raise fault
            actions[4] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard26(instance)) {
            effects.actionCount = 5;
            actions[0] = 28; // record jam
            actions[1] = 29; // raise jam
            actions[2] = 7; // tell secured
            actions[3] = 4; // raise fault
            actions[4] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -7; // stop xstate.after.motionLimit.carousel.cycle.homing
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 9: { // cycle.proving
          if (guard26(instance)) {
            effects.actionCount = 5;
            actions[0] = 28; // record jam
            actions[1] = 29; // raise jam
            actions[2] = 7; // tell secured
            actions[3] = 4; // raise fault
            actions[4] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
            {
              const context = ownContext(instance);
              context["jammed"] = true;
            }
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 27; // fail self-test
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard27(instance)) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 4; // raise fault
            actions[2] = 5; // show alarm
            effects.timerCount = 1;
            timers[0] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // outlet.filled
    function event15(instance: ChartInstance, _event: ChartEvent): number {
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
    function event16(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      let way2 = -1;
      switch ((place >> 4) & 1) {
        case 1: { // outlet.occupied
          if ((((place & 3) === 0))) way2 = 0;
          else way2 = 1;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 5) & 15) {
        case 6: { // cycle.released
          if ((((place & 3) === 0))) way3 = 0;
          else way3 = 1;
          break;
        }
      }
      if (way2 < 0 && way3 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // show nothing
          break;
        }
        case 1: {
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
          actions[said] = 30; // tell fetched
          break;
        }
      }
      switch (way3) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 3;
          actions[said] = 25; // tell retrieved
          actions[said + 1] = 7; // tell secured
          actions[said + 2] = 1; // search home
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 7; // tell secured
          actions[said + 1] = 1; // search home
          break;
        }
      }
      switch (way3) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[due] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[due] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
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
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -481) | 224;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -481) | 224;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // staff.finished
    function event17(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 1: // cycle.parking
        case 6: // cycle.released
        case 7: // cycle.returning
        case 8: // cycle.homing
        case 9: { // cycle.proving
          {
            const context = ownContext(instance);
            context["over"] = true;
          }
          return 2;
        }
        case 2: { // cycle.offered.glowing
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -2; // stop xstate.after.glow.carousel.cycle.offered.glowing
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due + 1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -3; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due + 1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 4: { // cycle.offered.resting
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -4; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due + 1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 12: { // cycle.testing
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 27; // fail self-test
          actions[said + 1] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 2;
          timers[due] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due + 1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due + 1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 14: { // cycle.stopped
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // show nothing
          actions[said + 1] = 1; // search home
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[due] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[due] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.parking
    function event18(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          effects.actionCount = 5;
          actions[0] = 28; // record jam
          actions[1] = 29; // raise jam
          actions[2] = 7; // tell secured
          actions[3] = 4; // raise fault
          actions[4] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.motionLimit.carousel.cycle.parking
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.glow.carousel.cycle.offered.glowing
    function event19(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 2: { // cycle.offered.glowing
          effects.actionCount = 2;
          actions[0] = 31; // show reminder
          actions[1] = 32; // tell reminded
          effects.timerCount = 2;
          timers[0] = -2; // stop xstate.after.glow.carousel.cycle.offered.glowing
          Object.assign(ownContext(instance), assigner28(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.carousel.cycle.offered.reminding", delay29(instance));
          timers[1] = 2; // arm xstate.after.reminderRound.carousel.cycle.offered.reminding
          instance.place = (place & -481) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.carousel.cycle.offered.reminding
    function event20(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 3: { // cycle.offered.reminding
          effects.actionCount = 1;
          actions[0] = 33; // show waiting
          effects.timerCount = 2;
          timers[0] = -3; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRest.carousel.cycle.offered.resting", delay30(instance));
          timers[1] = 3; // arm xstate.after.reminderRest.carousel.cycle.offered.resting
          instance.place = (place & -481) | 128;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.carousel.cycle.offered.resting
    function event21(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 4: { // cycle.offered.resting
          effects.actionCount = 2;
          actions[0] = 31; // show reminder
          actions[1] = 32; // tell reminded
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          Object.assign(ownContext(instance), assigner28(instance));
          delaysMs[1] = checkedDelayMs("xstate.after.reminderRound.carousel.cycle.offered.reminding", delay29(instance));
          timers[1] = 2; // arm xstate.after.reminderRound.carousel.cycle.offered.reminding
          instance.place = (place & -481) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.releasing
    function event22(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 5: { // cycle.releasing
          effects.actionCount = 3;
          actions[0] = 28; // record jam
          actions[1] = 29; // raise jam
          actions[2] = 3; // look
          effects.timerCount = 2;
          timers[0] = -5; // stop xstate.after.motionLimit.carousel.cycle.releasing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(instance));
          timers[1] = 11; // arm xstate.after.motionLimit.carousel.cycle.inspecting
          instance.place = (place & -481) | 416;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.returning
    function event23(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 7: { // cycle.returning
          effects.actionCount = 5;
          actions[0] = 28; // record jam
          actions[1] = 29; // raise jam
          actions[2] = 7; // tell secured
          actions[3] = 4; // raise fault
          actions[4] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -6; // stop xstate.after.motionLimit.carousel.cycle.returning
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.homing
    function event24(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 8: { // cycle.homing
          effects.actionCount = 5;
          actions[0] = 28; // record jam
          actions[1] = 29; // raise jam
          actions[2] = 7; // tell secured
          actions[3] = 4; // raise fault
          actions[4] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.motionLimit.carousel.cycle.homing
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.proving
    function event25(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 9: { // cycle.proving
          effects.actionCount = 5;
          actions[0] = 28; // record jam
          actions[1] = 29; // raise jam
          actions[2] = 7; // tell secured
          actions[3] = 4; // raise fault
          actions[4] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -8; // stop xstate.after.motionLimit.carousel.cycle.proving
          {
            const context = ownContext(instance);
            context["jammed"] = true;
          }
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.searching
    function event26(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 10: { // cycle.searching
          if ((((((place >> 4) & 1) === 1)) && guard15(instance))) {
            effects.actionCount = 3;
            actions[0] = 20; // tell exposed
            actions[1] = 7; // tell secured
            actions[2] = 1; // search home
            effects.timerCount = 2;
            timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            {
              const context = ownContext(instance);
              context["over"] = false;
            }
            delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
            timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 2;
            actions[0] = 21; // tell released
            actions[1] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance);
              context["left"] = true;
            }
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.actionCount = 2;
          actions[0] = 20; // tell exposed
          actions[1] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -9; // stop xstate.after.motionLimit.carousel.cycle.searching
          {
            const context = ownContext(instance);
            context["over"] = false;
          }
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(instance));
          timers[1] = 6; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.recalling
    function event27(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 5) & 15) {
        case 11: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.actionCount = 1;
            actions[0] = 22; // show dose
            effects.timerCount = 1;
            timers[0] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.actionCount = 3;
          actions[0] = 25; // tell retrieved
          actions[1] = 7; // tell secured
          actions[2] = 1; // search home
          effects.timerCount = 2;
          timers[0] = -10; // stop xstate.after.motionLimit.carousel.cycle.recalling
          delaysMs[1] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(instance));
          timers[1] = 5; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.testing
    function event28(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 12: { // cycle.testing
          effects.actionCount = 3;
          actions[0] = 27; // fail self-test
          actions[1] = 4; // raise fault
          actions[2] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -11; // stop xstate.after.motionLimit.carousel.cycle.testing
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.inspecting
    function event29(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 13: { // cycle.inspecting
          effects.actionCount = 3;
          actions[0] = 20; // tell exposed
          actions[1] = 4; // raise fault
          actions[2] = 5; // show alarm
          effects.timerCount = 1;
          timers[0] = -12; // stop xstate.after.motionLimit.carousel.cycle.inspecting
          instance.place = (place & -481) | 448;
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
        if (round > 50) throw endlessChart("carousel", 50);
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
        }
        if (queued > 0) outcome = settle(instance, event, outcome);
        return outcome === 2;
      },
    };
  },
};
