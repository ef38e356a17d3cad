// Made from the chart "board" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs } from "../machine/compile/step-limits.ts";

/** The chart `board` as plain code. */
export const boardCode: ChartCode = {
  fingerprint: "54t-e87ee32c",
  bind(parts) {
    const effects = { count: 0, codes: [] as number[], delaysMs: [] as number[] };
    const asked = { context: {} as Record<string, unknown>, event: { type: "" } };
    const guard0 = parts.guard("a part failed");
    const guard1 = parts.guard("it fell over too often");
    const guard2 = parts.guard("it fell over");
    const guard3 = parts.guard("no part failed");
    const assigner4 = parts.assigner("count reset");
    const delay5 = parts.delay("resetForgotten");
    const guard6 = parts.guard("it is empty");
    const guard7 = parts.guard("it is low");
    const guard8 = parts.guard("it is good again");
    const guard9 = parts.guard("it is no longer empty");
    const guard10 = parts.guard("it is too cold");
    const guard11 = parts.guard("it is too hot");
    const guard12 = parts.guard("it is warm enough again");
    const guard13 = parts.guard("it has cooled down");
    // device.booted
    function event0(instance: ChartInstance): number {
      const place = instance.place;
      let way3 = -1;
      switch ((place >> 5) & 3) {
        case 1: { // case.open
          way3 = 0;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 7) & 3) {
        case 0: { // health.fit
          if (guard0(asked)) way4 = 0;
          else if (guard1(asked)) way4 = 1;
          else if (guard2(asked)) way4 = 2;
          break;
        }
        case 1: { // health.shaken
          if (guard0(asked)) way4 = 3;
          else if (guard1(asked)) way4 = 4;
          else if (guard2(asked)) way4 = 5;
          break;
        }
        case 2: { // health.restless
          if (guard0(asked)) way4 = 6;
          break;
        }
        case 3: { // health.unfit
          if (guard3(asked)) way4 = 7;
          break;
        }
      }
      if (way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 3: {
          effects.codes[effects.count++] = 20; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 4: {
          effects.codes[effects.count++] = 20; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 5: {
          effects.codes[effects.count++] = 20; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
      }
      switch (way4) {
        case 0: {
          effects.codes[effects.count++] = 0; // raise self-test
          break;
        }
        case 1: {
          Object.assign(ownContext(instance, asked), assigner4(asked));
          effects.codes[effects.count++] = 1; // raise resets
          break;
        }
        case 2: {
          Object.assign(ownContext(instance, asked), assigner4(asked));
          break;
        }
        case 3: {
          {
            const context = ownContext(instance, asked);
            context["resets"] = 0;
          }
          effects.codes[effects.count++] = 0; // raise self-test
          break;
        }
        case 4: {
          Object.assign(ownContext(instance, asked), assigner4(asked));
          effects.codes[effects.count++] = 1; // raise resets
          break;
        }
        case 5: {
          Object.assign(ownContext(instance, asked), assigner4(asked));
          break;
        }
        case 6: {
          {
            const context = ownContext(instance, asked);
            context["resets"] = 0;
          }
          effects.codes[effects.count++] = 2; // clear resets
          effects.codes[effects.count++] = 0; // raise self-test
          break;
        }
        case 7: {
          effects.codes[effects.count++] = 3; // clear self-test
          break;
        }
      }
      switch (way4) {
        case 2: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.resetForgotten.board.health.shaken", delay5(asked));
          effects.codes[effects.count++] = 19; // arm xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 5: {
          effects.delaysMs[effects.count] = checkedDelayMs("xstate.after.resetForgotten.board.health.shaken", delay5(asked));
          effects.codes[effects.count++] = 19; // arm xstate.after.resetForgotten.board.health.shaken
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = (instance.place & -97) | 64;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = (instance.place & -385) | 384;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = (instance.place & -385) | 256;
          outcome = 2;
          break;
        }
        case 2: {
          instance.place = (instance.place & -385) | 128;
          outcome = 2;
          break;
        }
        case 3: {
          instance.place = (instance.place & -385) | 384;
          outcome = 2;
          break;
        }
        case 4: {
          instance.place = (instance.place & -385) | 256;
          outcome = 2;
          break;
        }
        case 5: {
          outcome = 2;
          break;
        }
        case 6: {
          instance.place = (instance.place & -385) | 384;
          outcome = 2;
          break;
        }
        case 7: {
          instance.place = instance.place & -385;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // mains.lost
    function event1(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 1) {
        case 0: { // mains.connected
          effects.codes[effects.count++] = 4; // record mains lost
          effects.codes[effects.count++] = 5; // raise no mains
          instance.place = (place & -2) | 1;
          return 2;
        }
      }
      return 0;
    }
    // mains.restored
    function event2(instance: ChartInstance): number {
      const place = instance.place;
      switch (place & 1) {
        case 1: { // mains.lost
          effects.codes[effects.count++] = 6; // record mains restored
          effects.codes[effects.count++] = 7; // clear no mains
          instance.place = place & -2;
          return 2;
        }
      }
      return 0;
    }
    // battery.measured
    function event3(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 1) & 3) {
        case 0: { // battery.good
          if (guard6(asked)) {
            effects.codes[effects.count++] = 8; // raise low
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -7) | 4;
            return 2;
          }
          if (guard7(asked)) {
            effects.codes[effects.count++] = 8; // raise low
            instance.place = (place & -7) | 2;
            return 2;
          }
          break;
        }
        case 1: { // battery.low
          if (guard6(asked)) {
            effects.codes[effects.count++] = 9; // raise empty
            instance.place = (place & -7) | 4;
            return 2;
          }
          if (guard8(asked)) {
            effects.codes[effects.count++] = 10; // clear low
            instance.place = place & -7;
            return 2;
          }
          break;
        }
        case 2: { // battery.empty
          if (guard8(asked)) {
            effects.codes[effects.count++] = 10; // clear low
            effects.codes[effects.count++] = 11; // clear empty
            instance.place = place & -7;
            return 2;
          }
          if (guard9(asked)) {
            effects.codes[effects.count++] = 11; // clear empty
            instance.place = (place & -7) | 2;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // temperature.measured
    function event4(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 3) & 3) {
        case 0: { // climate.fit
          if (guard10(asked)) {
            effects.codes[effects.count++] = 12; // raise cold
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard11(asked)) {
            effects.codes[effects.count++] = 13; // raise hot
            instance.place = (place & -25) | 16;
            return 2;
          }
          break;
        }
        case 1: { // climate.cold
          if (guard11(asked)) {
            effects.codes[effects.count++] = 14; // clear cold
            effects.codes[effects.count++] = 13; // raise hot
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard12(asked)) {
            effects.codes[effects.count++] = 14; // clear cold
            instance.place = place & -25;
            return 2;
          }
          break;
        }
        case 2: { // climate.hot
          if (guard10(asked)) {
            effects.codes[effects.count++] = 15; // clear hot
            effects.codes[effects.count++] = 12; // raise cold
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard13(asked)) {
            effects.codes[effects.count++] = 15; // clear hot
            instance.place = place & -25;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // case.opened
    function event5(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 0: { // case.closed
          effects.codes[effects.count++] = 16; // raise tampering
          instance.place = (place & -97) | 32;
          return 2;
        }
        case 2: { // case.tampered
          instance.place = (place & -97) | 32;
          return 2;
        }
      }
      return 0;
    }
    // case.closed
    function event6(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 1: { // case.open
          instance.place = (place & -97) | 64;
          return 2;
        }
      }
      return 0;
    }
    // staff.came
    function event7(instance: ChartInstance): number {
      const place = instance.place;
      let way3 = -1;
      switch ((place >> 5) & 3) {
        case 2: { // case.tampered
          way3 = 0;
          break;
        }
      }
      let way4 = -1;
      switch ((place >> 7) & 3) {
        case 2: { // health.restless
          way4 = 0;
          break;
        }
      }
      if (way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 0: {
          effects.codes[effects.count++] = 17; // clear tampering
          break;
        }
      }
      switch (way4) {
        case 0: {
          {
            const context = ownContext(instance, asked);
            context["resets"] = 0;
          }
          effects.codes[effects.count++] = 2; // clear resets
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = instance.place & -97;
          outcome = 2;
          break;
        }
      }
      switch (way4) {
        case 0: {
          instance.place = instance.place & -385;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // self-test.passed
    function event8(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 2: { // health.restless
          {
            const context = ownContext(instance, asked);
            context["resets"] = 0;
          }
          effects.codes[effects.count++] = 2; // clear resets
          instance.place = place & -385;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.resetForgotten.board.health.shaken
    function event9(instance: ChartInstance): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 1: { // health.shaken
          effects.codes[effects.count++] = 20; // stop xstate.after.resetForgotten.board.health.shaken
          {
            const context = ownContext(instance, asked);
            context["resets"] = 0;
          }
          effects.codes[effects.count++] = 18; // record steady
          instance.place = place & -385;
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
