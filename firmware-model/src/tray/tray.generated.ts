// Made from the chart "tray" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs, endlessChart } from "../machine/compile/step-limits.ts";

/** The chart `tray` as plain code. */
export const trayCode: ChartCode = {
  fingerprint: "mze-d874eb0f",
  bind(parts) {
    const effects = { count: 0, codes: [] as number[], delaysMs: [] as number[] };
    const asked = { context: {} as Record<string, unknown>, event: { type: "" } };
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
    function event0(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.tray.cycle.revoking
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 52; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 53; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 54; // stop xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.tray.cycle.closing
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.tray.cycle.testing
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.tray.cycle.shutting
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
      }
      switch (way3) {
        case 1: {
          effects.codes[effects.count++] = 47; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 48; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 49; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way0) {
        case 0: {
          effects.codes[effects.count++] = 0; // clear misplaced
          break;
        }
      }
      switch (way1) {
        case 0: {
          effects.codes[effects.count++] = 1; // clear open
          break;
        }
      }
      switch (way4) {
        case 0: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 6: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 8: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 9: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 10: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
        case 11: {
          effects.codes[effects.count++] = 2; // read index
          break;
        }
      }
      switch (way4) {
        case 0: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 1: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 2: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 3: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 4: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 5: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 6: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 7: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 8: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.resuming", delay0(asked));
          effects.codes[effects.count++] = 43; // arm xstate.after.motionLimit.tray.cycle.resuming
          break;
        }
        case 9: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          break;
        }
        case 10: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 11: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
          break;
        }
        case 12: {
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
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
    function event1(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          if (((((place & 1) === 0)) && ((((place >> 1) & 3) === 0)) && !((((place >> 3) & 3) === 2)))) {
            Object.assign(ownContext(instance, asked), assigner1(asked));
            effects.codes[effects.count++] = 6; // tell offering
            effects.codes[effects.count++] = 7; // turn to opening
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.offering", delay0(asked));
            effects.codes[effects.count++] = 36; // arm xstate.after.motionLimit.tray.cycle.offering
            instance.place = (place & -3841) | 256;
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
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.revoking", delay0(asked));
          effects.codes[effects.count++] = 37; // arm xstate.after.motionLimit.tray.cycle.revoking
          instance.place = (place & -3841) | 512;
          return 2;
        }
        case 3: { // cycle.offered.reminding
          effects.codes[effects.count++] = 52; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 8; // lock shutter
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
        case 4: { // cycle.offered.resting
          effects.codes[effects.count++] = 53; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 8; // lock shutter
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
        case 5: { // cycle.released
          instance.place = (place & -3841) | 2048;
          return 2;
        }
        case 11: { // cycle.resuming
          effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
      }
      return 0;
    }
    // dose.blocked
    function event3(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 9; // raise misplaced
          break;
        }
      }
      switch (way1) {
        case 0: {
          effects.codes[effects.count++] = 10; // raise open
          break;
        }
      }
      return outcome;
    }
    // dose.spent
    function event4(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if ((guard2(asked) || ((((place & 1) === 1)) && guard3(asked)))) {
            {
              const context = ownContext(instance, asked);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard5(asked)) {
            Object.assign(ownContext(instance, asked), assigner4(asked));
            effects.codes[effects.count++] = 11; // raise empty
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard6(asked)) {
            Object.assign(ownContext(instance, asked), assigner4(asked));
            effects.codes[effects.count++] = 12; // raise low
            instance.place = (place & -25) | 8;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner4(asked));
          return 2;
        }
        case 1: { // supply.low
          if ((guard2(asked) || ((((place & 1) === 1)) && guard3(asked)))) {
            {
              const context = ownContext(instance, asked);
              context["left"] = false;
              context["reloaded"] = false;
            }
            return 2;
          }
          if (guard5(asked)) {
            Object.assign(ownContext(instance, asked), assigner4(asked));
            effects.codes[effects.count++] = 13; // clear low
            effects.codes[effects.count++] = 11; // raise empty
            instance.place = (place & -25) | 16;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner4(asked));
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
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (guard7(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
            effects.codes[effects.count++] = 14; // tell secured
            instance.place = place & -3841;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard7(asked)) {
            effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.tray.cycle.revoking
            effects.codes[effects.count++] = 14; // tell secured
            instance.place = place & -3841;
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
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if (guard9(asked)) {
            Object.assign(ownContext(instance, asked), assigner8(asked));
            effects.codes[effects.count++] = 12; // raise low
            instance.place = (place & -25) | 8;
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner8(asked));
          return 2;
        }
        case 1: { // supply.low
          if (guard9(asked)) {
            Object.assign(ownContext(instance, asked), assigner8(asked));
            return 2;
          }
          Object.assign(ownContext(instance, asked), assigner8(asked));
          effects.codes[effects.count++] = 13; // clear low
          instance.place = place & -25;
          return 2;
        }
        case 2: { // supply.empty
          Object.assign(ownContext(instance, asked), assigner8(asked));
          return 2;
        }
      }
      return 0;
    }
    // self-test.requested
    function event7(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.testing", delay0(asked));
          effects.codes[effects.count++] = 44; // arm xstate.after.motionLimit.tray.cycle.testing
          instance.place = (place & -3841) | 3072;
          return 2;
        }
      }
      return 0;
    }
    // posture.tilted
    function event8(instance: ChartInstance): number {
      const place = instance.place;
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
          if ((guard10(asked) && ((((place >> 8) & 15) === 0)))) way3 = 0;
          break;
        }
        case 2: { // gesture.firstBack
          way3 = 1;
          break;
        }
        case 3: { // gesture.waiting
          if ((guard10(asked) && ((((place >> 8) & 15) === 0)))) way3 = 2;
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
          effects.codes[effects.count++] = 52; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 53; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          effects.codes[effects.count++] = 3; // show nothing
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 54; // stop xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
      }
      switch (way3) {
        case 1: {
          effects.codes[effects.count++] = 47; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 48; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 49; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way4) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["left"] = true;
          }
          effects.codes[effects.count++] = 15; // tell released
          break;
        }
        case 1: {
          {
            const context = ownContext(instance, asked);
            context["left"] = true;
          }
          effects.codes[effects.count++] = 15; // tell released
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 16; // tell exposed
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
    function event9(instance: ChartInstance): number {
      const place = instance.place;
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
          effects.codes[effects.count++] = 0; // clear misplaced
          break;
        }
      }
      switch (way4) {
        case 0: {
          effects.codes[effects.count++] = 17; // tell retrieved
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 8; // lock shutter
          break;
        }
      }
      switch (way3) {
        case 0: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.tiltSettle.tray.gesture.firstBack", delay11(asked));
          effects.codes[effects.count++] = 33; // arm xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 1: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.tiltSettle.tray.gesture.secondBack", delay11(asked));
          effects.codes[effects.count++] = 35; // arm xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way4) {
        case 0: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.tiltSettle.tray.cycle.settling", delay11(asked));
          effects.codes[effects.count++] = 40; // arm xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 1: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.tiltSettle.tray.cycle.settling", delay11(asked));
          effects.codes[effects.count++] = 40; // arm xstate.after.tiltSettle.tray.cycle.settling
          break;
        }
        case 2: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
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
    function event10(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 47; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 48; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 49; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way1) {
        case 0: {
          effects.codes[effects.count++] = 18; // tell unwatched
          break;
        }
        case 1: {
          effects.codes[effects.count++] = 19; // clear break-in
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
    function event11(instance: ChartInstance): number {
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
          effects.codes[effects.count++] = 47; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          break;
        }
        case 2: {
          effects.codes[effects.count++] = 48; // stop xstate.after.gesture.tray.gesture.waiting
          break;
        }
        case 3: {
          effects.codes[effects.count++] = 49; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          break;
        }
      }
      switch (way1) {
        case 0: {
          effects.codes[effects.count++] = 20; // raise break-in
          effects.codes[effects.count++] = 18; // tell unwatched
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
    function event12(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 1) & 3) {
        case 1: { // lid.open
          effects.codes[effects.count++] = 1; // clear open
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
    function event13(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 3) & 3) {
        case 0: { // supply.plentiful
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 13; // clear low
            effects.codes[effects.count++] = 11; // raise empty
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard14(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 12; // raise low
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard15(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 13; // clear low
            return 2;
          }
          break;
        }
        case 1: { // supply.low
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 13; // clear low
            effects.codes[effects.count++] = 11; // raise empty
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard14(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 12; // raise low
            return 2;
          }
          if (guard15(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 13; // clear low
            instance.place = place & -25;
            return 2;
          }
          break;
        }
        case 2: { // supply.empty
          if (guard13(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 13; // clear low
            effects.codes[effects.count++] = 11; // raise empty
            return 2;
          }
          if (guard14(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 12; // raise low
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard15(asked)) {
            Object.assign(ownContext(instance, asked), assigner12(asked));
            effects.codes[effects.count++] = 21; // clear empty
            effects.codes[effects.count++] = 13; // clear low
            instance.place = place & -25;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.finished
    function event14(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (((((place & 1) === 1)) && guard16(asked))) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
            effects.codes[effects.count++] = 22; // tell offered
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 15; // tell released
            instance.place = (place & -3841) | 1280;
            return 2;
          }
          if (guard16(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
            effects.codes[effects.count++] = 22; // tell offered
            Object.assign(ownContext(instance, asked), assigner17(asked));
            effects.codes[effects.count++] = 23; // show reminder
            effects.codes[effects.count++] = 24; // tell reminded
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(asked));
            effects.codes[effects.count++] = 38; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
            instance.place = (place & -3841) | 768;
            return 2;
          }
          if (guard19(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(asked));
            effects.codes[effects.count++] = 46; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard20(asked)) {
            effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.tray.cycle.revoking
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
            effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 9: { // cycle.closing
          if (guard21(asked)) {
            effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.tray.cycle.closing
            effects.codes[effects.count++] = 14; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 25; // clear jam
            effects.codes[effects.count++] = 26; // clear fault
            instance.place = place & -3841;
            return 2;
          }
          break;
        }
        case 10: { // cycle.homing
          if (guard22(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.tray.cycle.homing
            effects.codes[effects.count++] = 14; // tell secured
            {
              const context = ownContext(instance, asked);
              context["jammed"] = false;
            }
            effects.codes[effects.count++] = 25; // clear jam
            effects.codes[effects.count++] = 26; // clear fault
            instance.place = place & -3841;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.tray.cycle.homing
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
            effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 11: { // cycle.resuming
          if (((((place & 1) === 1)) && guard24(asked))) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
            {
              const context = ownContext(instance, asked);
              context["left"] = true;
            }
            effects.codes[effects.count++] = 15; // tell released
            instance.place = (place & -3841) | 1280;
            return 2;
          }
          if (guard24(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
            Object.assign(ownContext(instance, asked), assigner17(asked));
            effects.codes[effects.count++] = 23; // show reminder
            effects.codes[effects.count++] = 24; // tell reminded
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(asked));
            effects.codes[effects.count++] = 38; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
            instance.place = (place & -3841) | 768;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(asked));
            effects.codes[effects.count++] = 46; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          if (guard22(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard22(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.tray.cycle.testing
            effects.codes[effects.count++] = 14; // tell secured
            effects.codes[effects.count++] = 27; // pass self-test
            instance.place = place & -3841;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.tray.cycle.testing
            effects.codes[effects.count++] = 28; // fail self-test
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
            effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
            instance.place = (place & -3841) | 2304;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard22(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.tray.cycle.inspecting
            effects.codes[effects.count++] = 14; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          if (guard23(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.tray.cycle.inspecting
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 8; // lock shutter
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.shutting", delay0(asked));
            effects.codes[effects.count++] = 46; // arm xstate.after.motionLimit.tray.cycle.shutting
            instance.place = (place & -3841) | 3584;
            return 2;
          }
          break;
        }
        case 14: { // cycle.shutting
          if (guard21(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.tray.cycle.shutting
            effects.codes[effects.count++] = 14; // tell secured
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // motion.failed
    function event15(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          if (guard25(asked)) {
            effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 29; // record jam
            effects.codes[effects.count++] = 30; // raise jam
            effects.codes[effects.count++] = 2; // read index
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 2: { // cycle.revoking
          if (guard25(asked)) {
            effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.tray.cycle.revoking
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 29; // record jam
            effects.codes[effects.count++] = 30; // raise jam
            effects.codes[effects.count++] = 2; // read index
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 9: { // cycle.closing
          if (guard26(asked)) {
            effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.tray.cycle.closing
            {
              const context = ownContext(instance, asked);
              context["jammed"] = true;
            }
            effects.codes[effects.count++] = 29; // record jam
            effects.codes[effects.count++] = 30; // raise jam
            effects.codes[effects.count++] = 2; // read index
            effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
            effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
            instance.place = (place & -3841) | 3328;
            return 2;
          }
          break;
        }
        case 10: { // cycle.homing
          if (guard27(asked)) {
            effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.tray.cycle.homing
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 11: { // cycle.resuming
          if (guard27(asked)) {
            effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 12: { // cycle.testing
          if (guard27(asked)) {
            effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.tray.cycle.testing
            effects.codes[effects.count++] = 28; // fail self-test
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 13: { // cycle.inspecting
          if (guard27(asked)) {
            effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.tray.cycle.inspecting
            effects.codes[effects.count++] = 16; // tell exposed
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
        case 14: { // cycle.shutting
          if (guard26(asked)) {
            effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.tray.cycle.shutting
            effects.codes[effects.count++] = 4; // raise fault
            effects.codes[effects.count++] = 5; // show alarm
            instance.place = (place & -3841) | 3840;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // staff.finished
    function event17(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 0: { // cycle.locked
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
        case 15: { // cycle.stopped
          effects.codes[effects.count++] = 3; // show nothing
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.homing", delay0(asked));
          effects.codes[effects.count++] = 42; // arm xstate.after.motionLimit.tray.cycle.homing
          instance.place = (place & -3841) | 2560;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.gesture.firstBack
    function event18(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 7) {
        case 2: { // gesture.firstBack
          effects.codes[effects.count++] = 47; // stop xstate.after.tiltSettle.tray.gesture.firstBack
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.gesture.tray.gesture.waiting", delay28(asked));
          effects.codes[effects.count++] = 34; // arm xstate.after.gesture.tray.gesture.waiting
          instance.place = (place & -225) | 96;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.gesture.tray.gesture.waiting
    function event19(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 7) {
        case 3: { // gesture.waiting
          effects.codes[effects.count++] = 48; // stop xstate.after.gesture.tray.gesture.waiting
          instance.place = place & -225;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.gesture.secondBack
    function event20(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 7) {
        case 5: { // gesture.secondBack
          effects.codes[effects.count++] = 49; // stop xstate.after.tiltSettle.tray.gesture.secondBack
          effects.codes[effects.count++] = 31; // ask for next dose
          instance.place = place & -225;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.offering
    function event21(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 1: { // cycle.offering
          effects.codes[effects.count++] = 50; // stop xstate.after.motionLimit.tray.cycle.offering
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 29; // record jam
          effects.codes[effects.count++] = 30; // raise jam
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.revoking
    function event22(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 2: { // cycle.revoking
          effects.codes[effects.count++] = 51; // stop xstate.after.motionLimit.tray.cycle.revoking
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 29; // record jam
          effects.codes[effects.count++] = 30; // raise jam
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRound.tray.cycle.offered.reminding
    function event23(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 3: { // cycle.offered.reminding
          effects.codes[effects.count++] = 52; // stop xstate.after.reminderRound.tray.cycle.offered.reminding
          effects.codes[effects.count++] = 32; // show waiting
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRest.tray.cycle.offered.resting", delay29(asked));
          effects.codes[effects.count++] = 39; // arm xstate.after.reminderRest.tray.cycle.offered.resting
          instance.place = (place & -3841) | 1024;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.reminderRest.tray.cycle.offered.resting
    function event24(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 4: { // cycle.offered.resting
          effects.codes[effects.count++] = 53; // stop xstate.after.reminderRest.tray.cycle.offered.resting
          Object.assign(ownContext(instance, asked), assigner17(asked));
          effects.codes[effects.count++] = 23; // show reminder
          effects.codes[effects.count++] = 24; // tell reminded
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.reminderRound.tray.cycle.offered.reminding", delay18(asked));
          effects.codes[effects.count++] = 38; // arm xstate.after.reminderRound.tray.cycle.offered.reminding
          instance.place = (place & -3841) | 768;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.tiltSettle.tray.cycle.settling
    function event25(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 6: { // cycle.settling
          effects.codes[effects.count++] = 54; // stop xstate.after.tiltSettle.tray.cycle.settling
          effects.codes[effects.count++] = 8; // lock shutter
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.closing", delay0(asked));
          effects.codes[effects.count++] = 41; // arm xstate.after.motionLimit.tray.cycle.closing
          instance.place = (place & -3841) | 2304;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.closing
    function event26(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 9: { // cycle.closing
          effects.codes[effects.count++] = 55; // stop xstate.after.motionLimit.tray.cycle.closing
          {
            const context = ownContext(instance, asked);
            context["jammed"] = true;
          }
          effects.codes[effects.count++] = 29; // record jam
          effects.codes[effects.count++] = 30; // raise jam
          effects.codes[effects.count++] = 2; // read index
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.motionLimit.tray.cycle.inspecting", delay0(asked));
          effects.codes[effects.count++] = 45; // arm xstate.after.motionLimit.tray.cycle.inspecting
          instance.place = (place & -3841) | 3328;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.homing
    function event27(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 10: { // cycle.homing
          effects.codes[effects.count++] = 56; // stop xstate.after.motionLimit.tray.cycle.homing
          effects.codes[effects.count++] = 16; // tell exposed
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.resuming
    function event28(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 11: { // cycle.resuming
          effects.codes[effects.count++] = 57; // stop xstate.after.motionLimit.tray.cycle.resuming
          effects.codes[effects.count++] = 16; // tell exposed
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.testing
    function event29(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 12: { // cycle.testing
          effects.codes[effects.count++] = 58; // stop xstate.after.motionLimit.tray.cycle.testing
          effects.codes[effects.count++] = 28; // fail self-test
          effects.codes[effects.count++] = 16; // tell exposed
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.inspecting
    function event30(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 13: { // cycle.inspecting
          effects.codes[effects.count++] = 59; // stop xstate.after.motionLimit.tray.cycle.inspecting
          effects.codes[effects.count++] = 16; // tell exposed
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -3841) | 3840;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motionLimit.tray.cycle.shutting
    function event31(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 8) & 15) {
        case 14: { // cycle.shutting
          effects.codes[effects.count++] = 60; // stop xstate.after.motionLimit.tray.cycle.shutting
          effects.codes[effects.count++] = 4; // raise fault
          effects.codes[effects.count++] = 5; // show alarm
          instance.place = (place & -3841) | 3840;
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
        case 30:
          return event30(instance);
        case 31:
          return event31(instance);
      }
      return 0;
    }
    // Eventless ways and raised events, until there are none.
    function settle(instance: ChartInstance, outcome: number): number {
      let settled = outcome;
      let head = 0;
      for (let round = 1; ; round++) {
        if (round > 50) throw endlessChart("tray", 50);
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
        instance.place = 16;
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
