// Made from the chart "carousel" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `carousel` as plain code. */
export const carouselCode: ChartCode = {
  fingerprint: "ozs-3b71b4f2",
  bind(parts) {
    const effects = { count: 0, codes: [] as number[], delaysMs: [] as number[] };
    const asked = { context: {} as Record<string, unknown>, event: { type: "" } };
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
          effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 46; // stop xstate.after.glow.carousel.cycle.offered.glowing
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 47; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 48; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
          break;
        }
        case 13: {
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
          break;
        }
        case 14: {
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
      }
      switch (way0) {
        case 0: {
          effects.codes[effects.count++] = 0; // clear open
          break;
        }
      }
      switch (way3) {
        case 0: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 3; // look
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 3; // look
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 3; // look
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 3; // look
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 13: {
          effects.codes[effects.count++] = 3; // look
          break;
        }
      }
      switch (way3) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 1: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 2: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 3: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 4: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 5: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.searching", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 6: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.recalling", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 7: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 8: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 9: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 10: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.searching", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.carousel.cycle.searching
          break;
        }
        case 11: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.recalling", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.carousel.cycle.recalling
          break;
        }
        case 12: {
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          break;
        }
        case 13: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 44; // arm xstate.after.motionLimit.carousel.cycle.inspecting
          break;
        }
        case 14: {
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
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
    function event1(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          if (((((place & 3) === 0)) && !((((place >> 2) & 3) === 2)) && !((((place >> 4) & 1) === 1)))) {
            Object.assign(ownContext(instance, asked), assigner1(asked));
            effects.codes[effects.count++] = 6; // park compartment
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.parking", delay0(asked));
            effects.codes[effects.count++] = 33; // arm xstate.after.motionLimit.carousel.cycle.parking
            instance.place = (place & -481) | 32;
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
      switch ((place >> 5) & 15) {
        case 1: // cycle.parking
        case 5: // cycle.releasing
        case 10: // cycle.searching
        case 11: // cycle.recalling
        case 13: { // cycle.inspecting
          {
            const context = ownContext(instance, asked);
            context["over"] = true;
          }
          return 2;
        }
        case 2: { // cycle.offered.glowing
          effects.codes[effects.count++] = 46; // stop xstate.after.glow.carousel.cycle.offered.glowing
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          effects.codes[effects.count++] = 47; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 4: { // cycle.offered.resting
          effects.codes[effects.count++] = 48; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 6: { // cycle.released
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 3) {
        case 1: { // lid.open
          effects.codes[effects.count++] = 8; // raise open
          return 1;
        }
      }
      return 0;
    }
    // dose.spent
    function event4(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard2(asked)) {
            {
              const context = ownContext(instance, asked);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard4(asked)) {
            Object.assign(ownContext(instance, asked), assigner3(asked));
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard5(asked)) {
            Object.assign(ownContext(instance, asked), assigner3(asked));
            effects.codes[effects.count++] = 10; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner3(asked));
          return 2;
        }
        case 1: { // supply.low
          if (guard2(asked)) {
            {
              const context = ownContext(instance, asked);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard4(asked)) {
            Object.assign(ownContext(instance, asked), assigner3(asked));
            effects.codes[effects.count++] = 11; // clear low
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner3(asked));
          return 2;
        }
        case 2: { // supply.empty
          {
            const context = ownContext(instance, asked);
            context["left"] = false;
            context["reloaded"] = false;
          }
          return 2;
        }
      }
      return 0;
    }
    // motion.dropped
    function event5(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 5: { // cycle.releasing
          if (guard6(asked)) {
            effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
            effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
            instance.place = (place & -481) | 224;
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
          if (guard8(asked)) {
            Object.assign(ownContext(instance, asked), assigner7(asked));
            effects.codes[effects.count++] = 10; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner7(asked));
          return 2;
        }
        case 1: { // supply.low
          if (guard8(asked)) {
            Object.assign(ownContext(instance, asked), assigner7(asked));
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner7(asked));
          effects.codes[effects.count++] = 11; // clear low
          instance.place = place & -13;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance, asked), assigner7(asked));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 3; // look
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.testing", delay0(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.motionLimit.carousel.cycle.testing
          instance.place = (place & -481) | 384;
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event8(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 2: { // cycle.offered.glowing
          if (((((place & 3) === 0)) && guard9(asked))) {
            effects.codes[effects.count++] = 46; // stop xstate.after.glow.carousel.cycle.offered.glowing
            effects.codes[effects.count++] = 2; // show nothing
            effects.codes[effects.count++] = 12; // tell offering
            effects.codes[effects.count++] = 13; // release dose
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(asked));
            effects.codes[effects.count++] = 37; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
            return 2;
          }
          break;
        }
        case 3: { // cycle.offered.reminding
          if (((((place & 3) === 0)) && guard9(asked))) {
            effects.codes[effects.count++] = 47; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
            effects.codes[effects.count++] = 2; // show nothing
            effects.codes[effects.count++] = 12; // tell offering
            effects.codes[effects.count++] = 13; // release dose
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(asked));
            effects.codes[effects.count++] = 37; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
            return 2;
          }
          break;
        }
        case 4: { // cycle.offered.resting
          if (((((place & 3) === 0)) && guard9(asked))) {
            effects.codes[effects.count++] = 48; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
            effects.codes[effects.count++] = 2; // show nothing
            effects.codes[effects.count++] = 12; // tell offering
            effects.codes[effects.count++] = 13; // release dose
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.releasing", delay0(asked));
            effects.codes[effects.count++] = 37; // arm xstate.after.motionLimit.carousel.cycle.releasing
            instance.place = (place & -481) | 160;
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
      switch (place & 3) {
        case 0: { // lid.closed
          effects.codes[effects.count++] = 14; // tell unwatched
          instance.place = (place & -4) | 1;
          return 2;
        }
        case 2: // lid.forced
        case 3: { // lid.tampered
          effects.codes[effects.count++] = 15; // clear break-in
          instance.place = (place & -4) | 1;
          return 2;
        }
      }
      return 0;
    }
    // lid.forced
    function event10(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 3) {
        case 0: { // lid.closed
          effects.codes[effects.count++] = 16; // raise break-in
          effects.codes[effects.count++] = 14; // tell unwatched
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
      switch (place & 3) {
        case 1: { // lid.open
          effects.codes[effects.count++] = 0; // clear open
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
    function event12(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 2) & 3) {
        case 0: { // supply.plentiful
          if (guard11(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 11; // clear low
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard12(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 10; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 11; // clear low
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if (guard11(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 11; // clear low
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -13) | 8;
            return 2;
          }
          if (guard12(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 10; // raise low
            return 2;
          }
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 11; // clear low
            instance.place = place & -13;
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if (guard11(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 11; // clear low
            effects.codes[effects.count++] = 9; // raise empty
            return 2;
          }
          if (guard12(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 10; // raise low
            instance.place = (place & -13) | 4;
            return 2;
          }
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner10(asked));
            effects.codes[effects.count++] = 17; // clear empty
            effects.codes[effects.count++] = 11; // clear low
            instance.place = place & -13;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.finished
    function event13(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          if ((guard14(asked) && guard15(asked))) {
            effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard17(asked)) {
            effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
            effects.codes[effects.count++] = 18; // tell offered
            effects.codes[effects.count++] = 19; // show glow
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.glow.carousel.cycle.offered.glowing", delay16(asked));
            effects.codes[effects.count++] = 34; // arm xstate.after.glow.carousel.cycle.offered.glowing
            instance.place = (place & -481) | 64;
            return 2;
          }
          if (guard14(asked)) {
            effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 5: { // cycle.releasing
          if (((guard18(asked) && ((((place >> 4) & 1) === 1))) && guard15(asked))) {
            effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if ((guard18(asked) && ((((place >> 4) & 1) === 1)))) {
            effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 21; // tell released
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          if (guard18(asked)) {
            effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
            effects.codes[effects.count++] = 3; // look
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(asked));
            effects.codes[effects.count++] = 44; // arm xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 416;
            return 2;
          }
          break;
        }
        case 7: { // cycle.returning
          if ((guard19(asked) && guard15(asked))) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard20(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
            instance.place = place & -481;
            return 2;
          }
          if (guard19(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard19(asked)) {
            effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.carousel.cycle.homing
            effects.codes[effects.count++] = 1; // search home
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.proving", delay0(asked));
            effects.codes[effects.count++] = 40; // arm xstate.after.motionLimit.carousel.cycle.proving
            instance.place = (place & -481) | 288;
            return 2;
          }
          break;
        }
        case 9: { // cycle.proving
          if ((guard19(asked) && guard15(asked))) {
            effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (guard21(asked)) {
            effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
            effects.codes[effects.count++] = 7; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 23; // clear jam
            effects.codes[effects.count++] = 24; // clear fault
            instance.place = place & -481;
            return 2;
          }
          if (guard19(asked)) {
            effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 10: { // cycle.searching
          if ((((((place >> 4) & 1) === 1)) && guard15(asked))) {
            effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 21; // tell released
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
          effects.codes[effects.count++] = 20; // tell exposed
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 11: { // cycle.recalling
          if ((((((place >> 4) & 1) === 1)) && guard15(asked))) {
            effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
            effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
            instance.place = (place & -481) | 224;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
          effects.codes[effects.count++] = 25; // tell retrieved
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
        case 12: { // cycle.testing
          if (guard22(asked)) {
            effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
            effects.codes[effects.count++] = 26; // pass self-test
            instance.place = place & -481;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
            effects.codes[effects.count++] = 27; // fail self-test
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if ((((((place >> 4) & 1) === 1)) && guard15(asked))) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 21; // tell released
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event14(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          if (guard24(asked)) {
            effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 28; // record jam
            effects.codes[effects.count++] = 29; // raise jam
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 5: { // cycle.releasing
          if (guard25(asked)) {
            effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 28; // record jam
            effects.codes[effects.count++] = 29; // raise jam
            effects.codes[effects.count++] = 3; // look
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(asked));
            effects.codes[effects.count++] = 44; // arm xstate.after.motionLimit.carousel.cycle.inspecting
            instance.place = (place & -481) | 416;
            return 2;
          }
          break;
        }
        case 7: { // cycle.returning
          if (guard26(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 28; // record jam
            effects.codes[effects.count++] = 29; // raise jam
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 8: { // cycle.homing
          if (guard26(asked)) {
            effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.carousel.cycle.homing
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 28; // record jam
            effects.codes[effects.count++] = 29; // raise jam
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 9: { // cycle.proving
          if (guard26(asked)) {
            effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 28; // record jam
            effects.codes[effects.count++] = 29; // raise jam
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard27(asked)) {
            effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
            effects.codes[effects.count++] = 27; // fail self-test
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard27(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -481) | 448;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // outlet.filled
    function event15(instance: ChartInstance): number {
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
    function event16(instance: ChartInstance): number {
      const place = instance.place;
      let way2 = -1;
      switch ((place >> 4) & 1) {
        case 1: { // outlet.occupied
          way2 = 0;
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
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 2; // show nothing
          break;
        }
      }
      switch (way3) {
        case 0: {
          effects.codes[effects.count++] = 25; // tell retrieved
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          break;
        }
      }
      switch (way3) {
        case 0: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          break;
        }
        case 1: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
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
    function event17(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 1: // cycle.parking
        case 6: // cycle.released
        case 7: // cycle.returning
        case 8: // cycle.homing
        case 9: { // cycle.proving
          {
            const context = ownContext(instance, asked);
            context["over"] = true;
          }
          return 2;
        }
        case 2: { // cycle.offered.glowing
          effects.codes[effects.count++] = 46; // stop xstate.after.glow.carousel.cycle.offered.glowing
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          effects.codes[effects.count++] = 47; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 4: { // cycle.offered.resting
          effects.codes[effects.count++] = 48; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 12: { // cycle.testing
          effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
          effects.codes[effects.count++] = 27; // fail self-test
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
        case 14: { // cycle.stopped
          effects.codes[effects.count++] = 2; // show nothing
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.parking
    function event18(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 1: { // cycle.parking
          effects.codes[effects.count++] = 45; // stop xstate.after.motionLimit.carousel.cycle.parking
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 28; // record jam
          effects.codes[effects.count++] = 29; // raise jam
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.glow.carousel.cycle.offered.glowing
    function event19(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 2: { // cycle.offered.glowing
          effects.codes[effects.count++] = 46; // stop xstate.after.glow.carousel.cycle.offered.glowing
          Object.assign(ownContext(instance, asked), assigner28(asked));
          effects.codes[effects.count++] = 30; // show reminder
          effects.codes[effects.count++] = 31; // tell reminded
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.carousel.cycle.offered.reminding", delay29(asked));
          effects.codes[effects.count++] = 35; // arm xstate.after.reminderRound.carousel.cycle.offered.reminding
          instance.place = (place & -481) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.carousel.cycle.offered.reminding
    function event20(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 3: { // cycle.offered.reminding
          effects.codes[effects.count++] = 47; // stop xstate.after.reminderRound.carousel.cycle.offered.reminding
          effects.codes[effects.count++] = 32; // show waiting
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRest.carousel.cycle.offered.resting", delay30(asked));
          effects.codes[effects.count++] = 36; // arm xstate.after.reminderRest.carousel.cycle.offered.resting
          instance.place = (place & -481) | 128;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.carousel.cycle.offered.resting
    function event21(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 4: { // cycle.offered.resting
          effects.codes[effects.count++] = 48; // stop xstate.after.reminderRest.carousel.cycle.offered.resting
          Object.assign(ownContext(instance, asked), assigner28(asked));
          effects.codes[effects.count++] = 30; // show reminder
          effects.codes[effects.count++] = 31; // tell reminded
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.carousel.cycle.offered.reminding", delay29(asked));
          effects.codes[effects.count++] = 35; // arm xstate.after.reminderRound.carousel.cycle.offered.reminding
          instance.place = (place & -481) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.releasing
    function event22(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 5: { // cycle.releasing
          effects.codes[effects.count++] = 49; // stop xstate.after.motionLimit.carousel.cycle.releasing
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 28; // record jam
          effects.codes[effects.count++] = 29; // raise jam
          effects.codes[effects.count++] = 3; // look
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 44; // arm xstate.after.motionLimit.carousel.cycle.inspecting
          instance.place = (place & -481) | 416;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.returning
    function event23(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 7: { // cycle.returning
          effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.carousel.cycle.returning
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 28; // record jam
          effects.codes[effects.count++] = 29; // raise jam
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.homing
    function event24(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 8: { // cycle.homing
          effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.carousel.cycle.homing
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 28; // record jam
          effects.codes[effects.count++] = 29; // raise jam
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.proving
    function event25(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 9: { // cycle.proving
          effects.codes[effects.count++] = 52; // stop xstate.after.motionLimit.carousel.cycle.proving
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 28; // record jam
          effects.codes[effects.count++] = 29; // raise jam
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.searching
    function event26(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 10: { // cycle.searching
          if ((((((place >> 4) & 1) === 1)) && guard15(asked))) {
            effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 20; // tell exposed
            effects.codes[effects.count++] = 7; // tell secured
            effects.codes[effects.count++] = 1; // search home
            {
              const context = ownContext(instance, asked);
              context["over"] = false;
            }
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
            effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
            instance.place = (place & -481) | 256;
            return 2;
          }
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 21; // tell released
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.codes[effects.count++] = 53; // stop xstate.after.motionLimit.carousel.cycle.searching
          effects.codes[effects.count++] = 20; // tell exposed
          effects.codes[effects.count++] = 1; // search home
          {
            const context = ownContext(instance, asked);
            context["over"] = false;
          }
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.motionLimit.carousel.cycle.homing
          instance.place = (place & -481) | 256;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.recalling
    function event27(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 11: { // cycle.recalling
          if (((((place >> 4) & 1) === 1))) {
            effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
            effects.codes[effects.count++] = 22; // show dose
            instance.place = (place & -481) | 192;
            return 2;
          }
          effects.codes[effects.count++] = 54; // stop xstate.after.motionLimit.carousel.cycle.recalling
          effects.codes[effects.count++] = 25; // tell retrieved
          effects.codes[effects.count++] = 7; // tell secured
          effects.codes[effects.count++] = 1; // search home
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.carousel.cycle.returning", delay0(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.motionLimit.carousel.cycle.returning
          instance.place = (place & -481) | 224;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.testing
    function event28(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 12: { // cycle.testing
          effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.carousel.cycle.testing
          effects.codes[effects.count++] = 27; // fail self-test
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.carousel.cycle.inspecting
    function event29(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 15) {
        case 13: { // cycle.inspecting
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.carousel.cycle.inspecting
          effects.codes[effects.count++] = 20; // tell exposed
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -481) | 448;
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
        case 25:
          return event25(instance);
        case 26:
          return event26(instance);
        case 27:
          return event27(instance);
        case 28:
          return event28(instance);
        case 29:
          return event29(instance);
      }
      return 0;
    }
    // Eventless ways and raised events, until there are none.
    function settle(instance: ChartInstance, outcome: number): number {
      let settled = outcome;
      let head = 0;
      for (let round = 1; ; round++) {
        if (round > 50) throw endlessChart("carousel", 50);
        if (head === queued) return settled;
        switch (queue[head++]) {
          case 0:
            asked.event = raised0;
            if (event17(instance) === 2) settled = 2;
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
        return (queued === 0 ? outcome : settle(instance, outcome)) === 2;
      },
    };
  },
};
