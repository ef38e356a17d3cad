// Made from the chart "bench" by `npm run docs`: changes made here are lost.
// biome-ignore-all lint: nobody writes this by hand
// biome-ignore-all format: nobody writes this by hand
import type { ChartCode, ChartEvent, ChartInstance } from "@dosekit/firmware-model";
import { checkedDelayMs, endlessChart, makeEffects, ownContext } from "@dosekit/firmware-model";

/** The chart `bench` as plain code. */
export const benchCode: ChartCode = {
  fingerprint: "agw-2b52e67c",
  bind(parts) {
    const effects = makeEffects(306);
    const { actions, timers, delaysMs } = effects;
    const queue = [] as number[];
    let queued = 0;
    const raised0 = {"type":"alert.raised"};
    const raised1 = {"type":"dose.finished"};
    const raised2 = {"type":"alert.cleared"};
    const raised3 = {"type":"dose.missed"};
    const guard0 = parts.guard("there is stock");
    const assigner1 = parts.assigner("count missed");
    const assigner2 = parts.assigner("queue dose");
    const assigner3 = parts.assigner("count release");
    const assigner4 = parts.assigner("count try");
    const guard5 = parts.guard("tries are left");
    const guard6 = parts.guard("it is off");
    const guard7 = parts.guard("it is on");
    const computed8 = parts.computed("count told", "told");
    const computed9 = parts.computed("count round", "rounds");
    const delay10 = parts.delay("rest");
    const computed11 = parts.computed("take waiting", "waiting");
    const guard12 = parts.guard("a dose waits");
    // dose.due
    function event0(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 0: { // cycle.idle
          if ((guard0(instance) && !((((place >> 3) & 3) === 2)))) {
            effects.actionCount = 1;
            actions[0] = 0; // show light
            effects.timerCount = 2;
            {
              const context = ownContext(instance);
              context["tries"] = 0;
              context["rounds"] = 0;
            }
            delaysMs[0] = 3600000;
            timers[0] = 0; // arm xstate.after.window.bench.cycle.open
            delaysMs[1] = 300000;
            timers[1] = 1; // arm xstate.after.offerLight.bench.cycle.open.offering
            instance.place = (place & -8) | 1;
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 1; // record prevented
          Object.assign(ownContext(instance), assigner1(instance));
          queue[queued++] = 0;
          {
            const context = ownContext(instance);
            context["stock"] = 28;
            context["tries"] = 0;
          }
          return 2;
        }
        case 1: // cycle.open.offering
        case 2: // cycle.open.reminding
        case 3: // cycle.open.resting
        case 4: // cycle.releasing
        case 5: // cycle.awaiting
        case 6: // cycle.retracting
        case 7: { // cycle.stopped
          Object.assign(ownContext(instance), assigner2(instance));
          return 2;
        }
      }
      return 0;
    }
    // button.pressed
    function event1(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.open.offering
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 3; // release pouch
          effects.timerCount = 3;
          timers[0] = -2; // stop xstate.after.offerLight.bench.cycle.open.offering
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          delaysMs[2] = 30000;
          timers[2] = 4; // arm xstate.after.motion.bench.cycle.releasing
          instance.place = (place & -8) | 4;
          return 2;
        }
        case 2: { // cycle.open.reminding
          effects.actionCount = 3;
          actions[0] = 4; // sound off
          actions[1] = 2; // show nothing
          actions[2] = 3; // release pouch
          effects.timerCount = 3;
          timers[0] = -3; // stop xstate.after.round.bench.cycle.open.reminding
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          delaysMs[2] = 30000;
          timers[2] = 4; // arm xstate.after.motion.bench.cycle.releasing
          instance.place = (place & -8) | 4;
          return 2;
        }
        case 3: { // cycle.open.resting
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 3; // release pouch
          effects.timerCount = 3;
          timers[0] = -4; // stop xstate.after.rest.bench.cycle.open.resting
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          delaysMs[2] = 30000;
          timers[2] = 4; // arm xstate.after.motion.bench.cycle.releasing
          instance.place = (place & -8) | 4;
          return 2;
        }
      }
      return 0;
    }
    // motor.done
    function event2(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 4: { // cycle.releasing
          effects.actionCount = 2;
          actions[0] = 5; // record outcome
          actions[1] = 6; // watch drawer
          effects.timerCount = 2;
          timers[0] = -5; // stop xstate.after.motion.bench.cycle.releasing
          Object.assign(ownContext(instance), assigner3(instance));
          delaysMs[1] = 1800000;
          timers[1] = 5; // arm xstate.after.pickup.bench.cycle.awaiting
          instance.place = (place & -8) | 5;
          return 2;
        }
        case 6: { // cycle.retracting
          effects.actionCount = 1;
          actions[0] = 5; // record outcome
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.motion.bench.cycle.retracting
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // motor.jammed
    function event3(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 4: { // cycle.releasing
          if (guard5(instance)) {
            effects.actionCount = 1;
            actions[0] = 3; // release pouch
            effects.timerCount = 2;
            timers[0] = -5; // stop xstate.after.motion.bench.cycle.releasing
            Object.assign(ownContext(instance), assigner4(instance));
            delaysMs[1] = 30000;
            timers[1] = 4; // arm xstate.after.motion.bench.cycle.releasing
            return 2;
          }
          effects.actionCount = 1;
          actions[0] = 7; // call staff
          effects.timerCount = 1;
          timers[0] = -5; // stop xstate.after.motion.bench.cycle.releasing
          queue[queued++] = 0;
          instance.place = (place & -8) | 7;
          return 2;
        }
        case 6: { // cycle.retracting
          effects.actionCount = 1;
          actions[0] = 7; // call staff
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.motion.bench.cycle.retracting
          queue[queued++] = 0;
          instance.place = (place & -8) | 7;
          return 2;
        }
      }
      return 0;
    }
    // pouch.taken
    function event4(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 5: { // cycle.awaiting
          effects.actionCount = 1;
          actions[0] = 5; // record outcome
          effects.timerCount = 1;
          timers[0] = -6; // stop xstate.after.pickup.bench.cycle.awaiting
          queue[queued++] = 1;
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // supply.changed
    function event5(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 3) & 3) {
        case 0: { // power.mains
          if (guard6(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // record mains
            effects.timerCount = 1;
            delaysMs[0] = 28800000;
            timers[0] = 7; // arm xstate.after.batteryFade.bench.power.battery
            instance.place = (place & -25) | 8;
            return 2;
          }
          break;
        }
        case 1: { // power.battery
          if (guard7(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // record mains
            effects.timerCount = 1;
            timers[0] = -8; // stop xstate.after.batteryFade.bench.power.battery
            instance.place = place & -25;
            return 2;
          }
          break;
        }
        case 2: { // power.low
          if (guard7(instance)) {
            effects.actionCount = 1;
            actions[0] = 8; // record mains
            queue[queued++] = 2;
            instance.place = place & -25;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // link.lost
    function event6(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 0: { // link.up
          effects.timerCount = 1;
          delaysMs[0] = 900000;
          timers[0] = 8; // arm xstate.after.linkGrace.bench.link.down
          instance.place = (place & -97) | 32;
          return 2;
        }
      }
      return 0;
    }
    // link.restored
    function event7(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 1: { // link.down
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.linkGrace.bench.link.down
          instance.place = place & -97;
          return 2;
        }
        case 2: { // link.lost
          effects.actionCount = 2;
          actions[0] = 9; // record link
          actions[1] = 10; // send backlog
          instance.place = place & -97;
          return 2;
        }
      }
      return 0;
    }
    // alert.acknowledged
    function event8(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      let way0 = -1;
      switch (place & 7) {
        case 7: { // cycle.stopped
          way0 = 0;
          break;
        }
      }
      let way3 = -1;
      switch ((place >> 7) & 3) {
        case 1: { // alert.raised
          way3 = 0;
          break;
        }
        case 2: { // alert.escalated
          way3 = 1;
          break;
        }
      }
      if (way0 < 0 && way3 < 0) {
        return 0;
      }
      let outcome = 1;
      switch (way3) {
        case 0: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.escalate.bench.alert.raised
          break;
        }
        case 1: {
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.repeat.bench.alert.escalated
          break;
        }
      }
      switch (way0) {
        case 0: {
          {
            const context = ownContext(instance);
            context["stock"] = 28;
            context["tries"] = 0;
          }
          queue[queued++] = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 11; // record acknowledged
          break;
        }
        case 1: {
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 11; // record acknowledged
          break;
        }
      }
      switch (way0) {
        case 0: {
          instance.place = instance.place & -8;
          outcome = 2;
          break;
        }
      }
      switch (way3) {
        case 0: {
          instance.place = instance.place & -385;
          outcome = 2;
          break;
        }
        case 1: {
          instance.place = instance.place & -385;
          outcome = 2;
          break;
        }
      }
      return outcome;
    }
    // dose.missed
    function event9(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 7) & 3) {
        case 0: { // alert.quiet
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 12; // tell relatives
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          Object.assign(ownContext(instance), assigner1(instance));
          {
            const value0 = computed8(instance);
            const context = ownContext(instance);
            context["told"] = value0;
          }
          delaysMs[due] = 1200000;
          timers[due] = 9; // arm xstate.after.escalate.bench.alert.raised
          instance.place = (place & -385) | 128;
          return 2;
        }
        case 1: { // alert.raised
          Object.assign(ownContext(instance), assigner1(instance));
          return 2;
        }
      }
      return 0;
    }
    // dose.finished
    function event10(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 1: { // alert.raised
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.escalate.bench.alert.raised
          instance.place = place & -385;
          return 2;
        }
      }
      return 0;
    }
    // alert.raised
    function event11(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 7) & 3) {
        case 0: { // alert.quiet
          const said = effects.actionCount;
          effects.actionCount = said + 1;
          actions[said] = 12; // tell relatives
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          {
            const value0 = computed8(instance);
            const context = ownContext(instance);
            context["told"] = value0;
          }
          delaysMs[due] = 1200000;
          timers[due] = 9; // arm xstate.after.escalate.bench.alert.raised
          instance.place = (place & -385) | 128;
          return 2;
        }
      }
      return 0;
    }
    // alert.cleared
    function event12(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 7) & 3) {
        case 1: { // alert.raised
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -10; // stop xstate.after.escalate.bench.alert.raised
          instance.place = place & -385;
          return 2;
        }
        case 2: { // alert.escalated
          const due = effects.timerCount;
          effects.timerCount = due + 1;
          timers[due] = -11; // stop xstate.after.repeat.bench.alert.escalated
          instance.place = place & -385;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.window.bench.cycle.open
    function event13(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 1: { // cycle.open.offering
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 13; // retract pouch
          effects.timerCount = 3;
          timers[0] = -2; // stop xstate.after.offerLight.bench.cycle.open.offering
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          queue[queued++] = 3;
          delaysMs[2] = 30000;
          timers[2] = 6; // arm xstate.after.motion.bench.cycle.retracting
          instance.place = (place & -8) | 6;
          return 2;
        }
        case 2: { // cycle.open.reminding
          effects.actionCount = 3;
          actions[0] = 4; // sound off
          actions[1] = 2; // show nothing
          actions[2] = 13; // retract pouch
          effects.timerCount = 3;
          timers[0] = -3; // stop xstate.after.round.bench.cycle.open.reminding
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          queue[queued++] = 3;
          delaysMs[2] = 30000;
          timers[2] = 6; // arm xstate.after.motion.bench.cycle.retracting
          instance.place = (place & -8) | 6;
          return 2;
        }
        case 3: { // cycle.open.resting
          effects.actionCount = 2;
          actions[0] = 2; // show nothing
          actions[1] = 13; // retract pouch
          effects.timerCount = 3;
          timers[0] = -4; // stop xstate.after.rest.bench.cycle.open.resting
          timers[1] = -1; // stop xstate.after.window.bench.cycle.open
          queue[queued++] = 3;
          delaysMs[2] = 30000;
          timers[2] = 6; // arm xstate.after.motion.bench.cycle.retracting
          instance.place = (place & -8) | 6;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.offerLight.bench.cycle.open.offering
    function event14(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 1: { // cycle.open.offering
          effects.actionCount = 1;
          actions[0] = 14; // sound on
          effects.timerCount = 2;
          timers[0] = -2; // stop xstate.after.offerLight.bench.cycle.open.offering
          {
            const value0 = computed9(instance);
            const context = ownContext(instance);
            context["rounds"] = value0;
          }
          delaysMs[1] = 60000;
          timers[1] = 2; // arm xstate.after.round.bench.cycle.open.reminding
          instance.place = (place & -8) | 2;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.round.bench.cycle.open.reminding
    function event15(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 2: { // cycle.open.reminding
          effects.actionCount = 1;
          actions[0] = 4; // sound off
          effects.timerCount = 2;
          timers[0] = -3; // stop xstate.after.round.bench.cycle.open.reminding
          delaysMs[1] = checkedDelayMs("xstate.after.rest.bench.cycle.open.resting", delay10(instance));
          timers[1] = 3; // arm xstate.after.rest.bench.cycle.open.resting
          instance.place = (place & -8) | 3;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.rest.bench.cycle.open.resting
    function event16(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 3: { // cycle.open.resting
          effects.actionCount = 1;
          actions[0] = 14; // sound on
          effects.timerCount = 2;
          timers[0] = -4; // stop xstate.after.rest.bench.cycle.open.resting
          {
            const value0 = computed9(instance);
            const context = ownContext(instance);
            context["rounds"] = value0;
          }
          delaysMs[1] = 60000;
          timers[1] = 2; // arm xstate.after.round.bench.cycle.open.reminding
          instance.place = (place & -8) | 2;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motion.bench.cycle.releasing
    function event17(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 4: { // cycle.releasing
          effects.actionCount = 1;
          actions[0] = 7; // call staff
          effects.timerCount = 1;
          timers[0] = -5; // stop xstate.after.motion.bench.cycle.releasing
          queue[queued++] = 0;
          instance.place = (place & -8) | 7;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.pickup.bench.cycle.awaiting
    function event18(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 5: { // cycle.awaiting
          effects.actionCount = 1;
          actions[0] = 5; // record outcome
          effects.timerCount = 1;
          timers[0] = -6; // stop xstate.after.pickup.bench.cycle.awaiting
          queue[queued++] = 0;
          instance.place = place & -8;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.motion.bench.cycle.retracting
    function event19(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch (place & 7) {
        case 6: { // cycle.retracting
          effects.actionCount = 1;
          actions[0] = 7; // call staff
          effects.timerCount = 1;
          timers[0] = -7; // stop xstate.after.motion.bench.cycle.retracting
          queue[queued++] = 0;
          instance.place = (place & -8) | 7;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.batteryFade.bench.power.battery
    function event20(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 3) & 3) {
        case 1: { // power.battery
          effects.timerCount = 1;
          timers[0] = -8; // stop xstate.after.batteryFade.bench.power.battery
          queue[queued++] = 0;
          instance.place = (place & -25) | 16;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.linkGrace.bench.link.down
    function event21(instance: ChartInstance, _event: ChartEvent): number {
      const place = instance.place;
      switch ((place >> 5) & 3) {
        case 1: { // link.down
          effects.actionCount = 1;
          actions[0] = 9; // record link
          effects.timerCount = 1;
          timers[0] = -9; // stop xstate.after.linkGrace.bench.link.down
          instance.place = (place & -97) | 64;
          return 2;
        }
      }
      return 0;
    }
    // xstate.after.escalate.bench.alert.raised
    function event22(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 7) & 3) {
        case 1: { // alert.raised
          if ((((((place >> 5) & 3) === 0)) || ((((place >> 5) & 3) === 1)))) {
            effects.actionCount = 1;
            actions[0] = 15; // tell centre
            effects.timerCount = 2;
            timers[0] = -10; // stop xstate.after.escalate.bench.alert.raised
            {
              const value0 = computed8(instance);
              const context = ownContext(instance);
              context["told"] = value0;
            }
            delaysMs[1] = 3600000;
            timers[1] = 10; // arm xstate.after.repeat.bench.alert.escalated
            instance.place = (place & -385) | 256;
            return 2;
          }
          break;
        }
      }
      return 0;
    }
    // xstate.after.repeat.bench.alert.escalated
    function event23(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch ((place >> 7) & 3) {
        case 2: { // alert.escalated
          effects.actionCount = 1;
          actions[0] = 15; // tell centre
          effects.timerCount = 2;
          timers[0] = -11; // stop xstate.after.repeat.bench.alert.escalated
          {
            const value0 = computed8(instance);
            const context = ownContext(instance);
            context["told"] = value0;
          }
          delaysMs[1] = 3600000;
          timers[1] = 10; // arm xstate.after.repeat.bench.alert.escalated
          return 2;
        }
      }
      return 0;
    }
    // Eventless.
    function always(instance: ChartInstance, event: ChartEvent): number {
      const place = instance.place;
      instance.event = event;
      switch (place & 7) {
        case 0: { // cycle.idle
          if ((guard12(instance) && (guard0(instance) && !((((place >> 3) & 3) === 2))))) {
            const said = effects.actionCount;
            effects.actionCount = said + 1;
            actions[said] = 0; // show light
            const due = effects.timerCount;
            effects.timerCount = due + 2;
            {
              const value0 = computed11(instance);
              const context = ownContext(instance);
              context["waiting"] = value0;
              context["tries"] = 0;
              context["rounds"] = 0;
            }
            delaysMs[due] = 3600000;
            timers[due] = 0; // arm xstate.after.window.bench.cycle.open
            delaysMs[due + 1] = 300000;
            timers[due + 1] = 1; // arm xstate.after.offerLight.bench.cycle.open.offering
            instance.place = (place & -8) | 1;
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
        if (round > 50) throw endlessChart("bench", 50);
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
            if (event11(instance, last) === 2) settled = 2;
            break;
          case 1:
            last = raised1;
            if (event10(instance, last) === 2) settled = 2;
            break;
          case 2:
            last = raised2;
            if (event12(instance, last) === 2) settled = 2;
            break;
          case 3:
            last = raised3;
            if (event9(instance, last) === 2) settled = 2;
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
        instance.place = 0;
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
        }
        const eventless = ((instance.place & 7) === 0) ? always(instance, event) : 0;
        if (eventless > 0 || queued > 0) outcome = settle(instance, event, outcome, eventless);
        return outcome === 2;
      },
    };
  },
};
