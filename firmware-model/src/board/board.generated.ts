// Made from the chart "board" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "../machine/compile/chart-stepper.ts";
import { makeEffects } from "../machine/compile/chart-stepper.ts";
import { ownContext } from "../machine/compile/own-context.ts";
import { checkedDelayMs } from "../machine/compile/step-limits.ts";

/** The chart `board` as plain code. */
export const boardCode: ChartCode = {
  fingerprint: "54t-e87ee32c",
  bind(parts) {
    const effects = makeEffects(102);
    const { actions, timers, delaysMs } = effects;
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
    function event0(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
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
          if (guard0(instance)) way4 = 0;
          else if (guard1(instance)) way4 = 1;
          else if (guard2(instance)) way4 = 2;
          break;
        }
        case 1: { // health.shaken
          if (guard0(instance)) way4 = 3;
          else if (guard1(instance)) way4 = 4;
          else if (guard2(instance)) way4 = 5;
          break;
        }
        case 2: { // health.restless
          if (guard0(instance)) way4 = 6;
          break;
        }
        case 3: { // health.unfit
          if (guard3(instance)) way4 = 7;
          break;
        }
      }
      if (way3 < 0 && way4 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way4) {
        case 3: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 4: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -1; // stop xstate.after.resetForgotten.board.health.shaken
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // raise self-test
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise resets
          Object.assign(ownContext(instance), assigner4(instance));
          break;
        }
        case 2: {
          Object.assign(ownContext(instance), assigner4(instance));
          break;
        }
        case 3: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 0; // raise self-test
          {
            const context = ownContext(instance);
            context["resets"] = 0;
          }
          break;
        }
        case 4: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 1; // raise resets
          Object.assign(ownContext(instance), assigner4(instance));
          break;
        }
        case 5: {
          Object.assign(ownContext(instance), assigner4(instance));
          break;
        }
        case 6: {
          const said = effects.actionCount;
          effects.actionCount = said + 2;
          actions[said] = 2; // clear resets
          actions[said + 1] = 0; // raise self-test
          {
            const context = ownContext(instance);
            context["resets"] = 0;
          }
          break;
        }
        case 7: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 3; // clear self-test
          break;
        }
      }
      switch (way4) {
        case 2: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.resetForgotten.board.health.shaken", delay5(instance));
          timers[due] = 0; // arm xstate.after.resetForgotten.board.health.shaken
          break;
        }
        case 5: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          delaysMs[due] = checkedDelayMs("xstate.after.resetForgotten.board.health.shaken", delay5(instance));
          timers[due] = 0; // arm xstate.after.resetForgotten.board.health.shaken
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
    function event1(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 1) {
        case 0: { // mains.connected
          effects.actionCount = 2;
          actions[0] = 4; // record mains lost
          actions[1] = 5; // raise no mains
          instance.place = (place & -2) | 1;
          return 2;
        }
      }
      return 0;
    }
    // mains.restored
    function event2(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 1) {
        case 1: { // mains.lost
          effects.actionCount = 2;
          actions[0] = 6; // record mains restored
          actions[1] = 7; // clear no mains
          instance.place = place & -2;
          return 2;
        }
      }
      return 0;
    }
    // battery.measured
    function event3(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 1) & 3) {
        case 0: { // battery.good
          if (guard6(instance)) {
            effects.actionCount = 2;
            actions[0] = 8; // raise low
            actions[1] = 9; // raise empty
            instance.place = (place & -7) | 4;
            return 2;
          }
          if (guard7(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // raise low
            instance.place = (place & -7) | 2;
            return 2;
          }
          break;
        }
        case 1: { // battery.low
          if (guard6(instance)) {
            effects.actionCount = 1;
            actions[0] = 9; // raise empty
            instance.place = (place & -7) | 4;
            return 2;
          }
          if (guard8(instance)) {
            effects.actionCount = 1;
            actions[0] = 10; // clear low
            instance.place = place & -7;
            return 2;
          }
          break;
        }
        case 2: { // battery.empty
          if (guard8(instance)) {
            effects.actionCount = 2;
            actions[0] = 10; // clear low
            actions[1] = 11; // clear empty
            instance.place = place & -7;
            return 2;
          }
          if (guard9(instance)) {
            effects.actionCount = 1;
            actions[0] = 11; // clear empty
            instance.place = (place & -7) | 2;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // temperature.measured
    function event4(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 3) & 3) {
        case 0: { // climate.fit
          if (guard10(instance)) {
            effects.actionCount = 1;
            actions[0] = 12; // raise cold
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard11(instance)) {
            effects.actionCount = 1;
            actions[0] = 13; // raise hot
            instance.place = (place & -25) | 16;
            return 2;
          }
          break;
        }
        case 1: { // climate.cold
          if (guard11(instance)) {
            effects.actionCount = 2;
            actions[0] = 14; // clear cold
            actions[1] = 13; // raise hot
            instance.place = (place & -25) | 16;
            return 2;
          }
          if (guard12(instance)) {
            effects.actionCount = 1;
            actions[0] = 14; // clear cold
            instance.place = place & -25;
            return 2;
          }
          break;
        }
        case 2: { // climate.hot
          if (guard10(instance)) {
            effects.actionCount = 2;
            actions[0] = 15; // clear hot
            actions[1] = 12; // raise cold
            instance.place = (place & -25) | 8;
            return 2;
          }
          if (guard13(instance)) {
            effects.actionCount = 1;
            actions[0] = 15; // clear hot
            instance.place = place & -25;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // case.opened
    function event5(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 0: { // case.closed
          effects.actionCount = 1;
          actions[0] = 16; // raise tampering
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
    function event6(instance: ChartInstance, _event: ChartEvent): number {
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
    function event7(instance: ChartInstance, _event: ChartEvent): number {
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
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 17; // clear tampering
          break;
        }
      }
      switch (way4) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 2; // clear resets
          {
            const context = ownContext(instance);
            context["resets"] = 0;
          }
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
    function event8(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 2: { // health.restless
          effects.actionCount = 1;
          actions[0] = 2; // clear resets
          {
            const context = ownContext(instance);
            context["resets"] = 0;
          }
          instance.place = place & -385;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.resetForgotten.board.health.shaken
    function event9(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 1: { // health.shaken
          effects.actionCount = 1;
          actions[0] = 18; // record steady
          effects.timerCount = 1;
          timers[0] = -1; // stop xstate.after.resetForgotten.board.health.shaken
          {
            const context = ownContext(instance);
            context["resets"] = 0;
          }
          instance.place = place & -385;
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
