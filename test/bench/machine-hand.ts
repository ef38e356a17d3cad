import type { BenchContext } from "./machine-chart.ts";

/*
 * The benched chart as somebody would write it who has no chart: one switch for each event, on the
 * numbers of its states. It is what compiled code is measured against, and is held equal to the
 * chart by the trace of whole fleets.
 */

/** Leaves of the four regions; the numbers are their codes. */
const IDLE = 0;
const OFFERING = 1;
const REMINDING = 2;
const RESTING = 3;
const RELEASING = 4;
const AWAITING = 5;
const RETRACTING = 6;
const STOPPED = 7;

/** Names of what it asks for, in the order of their codes; those of the chart are the same. */
export const HAND_ACTIONS = [
  "show light",
  "record prevented",
  "show nothing",
  "release pouch",
  "sound off",
  "record outcome",
  "watch drawer",
  "call staff",
  "record mains",
  "record link",
  "send backlog",
  "record acknowledged",
  "tell relatives",
  "retract pouch",
  "sound on",
  "tell centre",
] as const;

const SHOW_LIGHT = 0;
const RECORD_PREVENTED = 1;
const SHOW_NOTHING = 2;
const RELEASE_POUCH = 3;
const SOUND_OFF = 4;
const RECORD_OUTCOME = 5;
const WATCH_DRAWER = 6;
const CALL_STAFF = 7;
const RECORD_MAINS = 8;
const RECORD_LINK = 9;
const SEND_BACKLOG = 10;
const RECORD_ACKNOWLEDGED = 11;
const TELL_RELATIVES = 12;
const RETRACT_POUCH = 13;
const SOUND_ON = 14;
const TELL_CENTRE = 15;

/** Names of its delays, in the order of their codes. */
export const HAND_DELAYS = [
  "window",
  "offerLight",
  "round",
  "rest",
  "releaseMotion",
  "pickup",
  "retractMotion",
  "batteryFade",
  "linkGrace",
  "escalate",
  "repeat",
] as const;

const MINUTE_MS = 60_000;

/** One device. */
export interface HandDevice extends BenchContext {
  cycle: number;
  power: number;
  link: number;
  alert: number;
}

/** Makes a device; one literal, so that all of them have one shape. */
export function freshHandDevice(): HandDevice {
  return {
    cycle: IDLE,
    power: 0,
    link: 0,
    alert: 0,
    stock: 28,
    waiting: 0,
    tries: 0,
    rounds: 0,
    released: 0,
    missed: 0,
    told: 0,
  };
}

/** Where the timers of a device are kept. */
export interface HandTimers {
  arm(delay: number, delayMs: number): void;
  stop(delay: number): void;
}

/** Steps devices by hand. */
export interface HandSteps {
  /** What the last step asked for, in its order. */
  readonly asked: number[];
  /** Delivers an event of the benched alphabet; returns how much it asked for. */
  event(device: HandDevice, code: number): number;
  /** Delivers a delay that ran out; returns how much it asked for. */
  fire(device: HandDevice, delay: number): number;
}

/** Makes the steps over the timers of a world. */
export function handSteps({ arm, stop }: HandTimers): HandSteps {
  const asked: number[] = [];
  let count = 0;

  function event(device: HandDevice, code: number): number {
    count = 0;
    switch (code) {
      case 0:
        doseDue(device);
        break;
      case 1:
        pressed(device);
        break;
      case 2:
        motorDone(device);
        break;
      case 3:
        motorJammed(device);
        break;
      case 4:
        taken(device);
        break;
      case 5:
        if (device.power === 0) {
          device.power = 1;
          ask(RECORD_MAINS);
          arm(7, 480 * MINUTE_MS);
        }
        break;
      case 6:
        if (device.link === 0) {
          device.link = 1;
          arm(8, 15 * MINUTE_MS);
        }
        break;
      case 7:
        linkRestored(device);
        break;
      case 8:
        acknowledged(device);
        break;
      case 9:
        mainsBack(device);
        break;
    }
    if (device.cycle === IDLE && device.waiting > 0) takeWaiting(device);
    return count;
  }

  function fire(device: HandDevice, delay: number): number {
    count = 0;
    switch (delay) {
      case 0:
        windowClosed(device);
        break;
      case 1:
        if (device.cycle === OFFERING) {
          stop(1);
          remind(device);
        }
        break;
      case 2:
        if (device.cycle === REMINDING) {
          ask(SOUND_OFF);
          stop(2);
          device.cycle = RESTING;
          arm(3, (device.rounds > 2 ? 14 : 9) * MINUTE_MS);
        }
        break;
      case 3:
        if (device.cycle === RESTING) {
          stop(3);
          remind(device);
        }
        break;
      case 4:
        if (device.cycle === RELEASING) halt(device, 4);
        break;
      case 5:
        if (device.cycle === AWAITING) {
          stop(5);
          device.cycle = IDLE;
          ask(RECORD_OUTCOME);
          raiseAlert(device);
        }
        break;
      case 6:
        if (device.cycle === RETRACTING) halt(device, 6);
        break;
      case 7:
        if (device.power === 1) {
          device.power = 2;
          stop(7);
          raiseAlert(device);
        }
        break;
      case 8:
        if (device.link === 1) {
          device.link = 2;
          stop(8);
          ask(RECORD_LINK);
        }
        break;
      case 9:
        if (device.alert === 1 && device.link !== 2) {
          device.alert = 2;
          stop(9);
          escalate(device);
        }
        break;
      case 10:
        if (device.alert === 2) {
          stop(10);
          escalate(device);
        }
        break;
    }
    if (device.cycle === IDLE && device.waiting > 0) takeWaiting(device);
    return count;
  }

  function ask(action: number): void {
    asked[count++] = action;
  }

  function canOffer(device: HandDevice): boolean {
    return device.stock > 0 && device.power !== 2;
  }

  function doseDue(device: HandDevice): void {
    if (device.cycle !== IDLE) {
      device.waiting = Math.min(3, device.waiting + 1);
      return;
    }
    if (canOffer(device)) {
      open(device);
      return;
    }
    ask(RECORD_PREVENTED);
    device.missed += 1;
    device.stock = 28;
    device.tries = 0;
    // The chart looks for doses that wait before it hears of the alert.
    if (device.waiting > 0) takeWaiting(device);
    raiseAlert(device);
  }

  function takeWaiting(device: HandDevice): void {
    if (!canOffer(device)) return;
    device.waiting -= 1;
    open(device);
  }

  function open(device: HandDevice): void {
    device.tries = 0;
    device.rounds = 0;
    ask(SHOW_LIGHT);
    arm(0, 60 * MINUTE_MS);
    arm(1, 5 * MINUTE_MS);
    device.cycle = OFFERING;
  }

  function remind(device: HandDevice): void {
    device.cycle = REMINDING;
    device.rounds += 1;
    ask(SOUND_ON);
    arm(2, MINUTE_MS);
  }

  /** Leaves the open window, from whichever of its states. */
  function shut(device: HandDevice): void {
    if (device.cycle === OFFERING) stop(1);
    else if (device.cycle === REMINDING) {
      ask(SOUND_OFF);
      stop(2);
    } else stop(3);
    ask(SHOW_NOTHING);
    stop(0);
  }

  function pressed(device: HandDevice): void {
    if (device.cycle < OFFERING || device.cycle > RESTING) return;
    shut(device);
    ask(RELEASE_POUCH);
    arm(4, 30_000);
    device.cycle = RELEASING;
  }

  function windowClosed(device: HandDevice): void {
    if (device.cycle < OFFERING || device.cycle > RESTING) return;
    shut(device);
    ask(RETRACT_POUCH);
    arm(6, 30_000);
    device.cycle = RETRACTING;
    if (device.alert === 2) return;
    device.missed += 1;
    if (device.alert === 0) raise(device);
  }

  function motorDone(device: HandDevice): void {
    if (device.cycle === RELEASING) {
      stop(4);
      device.released += 1;
      device.stock -= 1;
      ask(RECORD_OUTCOME);
      ask(WATCH_DRAWER);
      arm(5, 30 * MINUTE_MS);
      device.cycle = AWAITING;
    } else if (device.cycle === RETRACTING) {
      stop(6);
      ask(RECORD_OUTCOME);
      device.cycle = IDLE;
    }
  }

  function motorJammed(device: HandDevice): void {
    if (device.cycle === RELEASING) {
      if (device.tries < 2) {
        stop(4);
        device.tries += 1;
        ask(RELEASE_POUCH);
        arm(4, 30_000);
      } else halt(device, 4);
    } else if (device.cycle === RETRACTING) halt(device, 6);
  }

  function halt(device: HandDevice, delay: number): void {
    stop(delay);
    ask(CALL_STAFF);
    device.cycle = STOPPED;
    raiseAlert(device);
  }

  function taken(device: HandDevice): void {
    if (device.cycle !== AWAITING) return;
    stop(5);
    ask(RECORD_OUTCOME);
    device.cycle = IDLE;
    // The chart offers the dose that waits before it hears that this one is finished.
    if (device.waiting > 0) takeWaiting(device);
    if (device.alert === 1) calm(device);
  }

  function mainsBack(device: HandDevice): void {
    if (device.power === 0) return;
    if (device.power === 1) stop(7);
    const wasLow = device.power === 2;
    device.power = 0;
    ask(RECORD_MAINS);
    if (!wasLow) return;
    if (device.cycle === IDLE && device.waiting > 0) takeWaiting(device);
    if (device.alert !== 0) calm(device);
  }

  function linkRestored(device: HandDevice): void {
    if (device.link === 1) stop(8);
    else if (device.link === 2) {
      ask(RECORD_LINK);
      ask(SEND_BACKLOG);
    }
    device.link = 0;
  }

  function acknowledged(device: HandDevice): void {
    if (device.alert !== 0) stop(device.alert === 1 ? 9 : 10);
    const wasStopped = device.cycle === STOPPED;
    if (wasStopped) {
      device.stock = 28;
      device.tries = 0;
      device.cycle = IDLE;
    }
    if (device.alert !== 0) ask(RECORD_ACKNOWLEDGED);
    device.alert = 0;
  }

  function raiseAlert(device: HandDevice): void {
    if (device.cycle === IDLE && device.waiting > 0) takeWaiting(device);
    if (device.alert === 0) raise(device);
  }

  function raise(device: HandDevice): void {
    device.told += 1;
    ask(TELL_RELATIVES);
    arm(9, 20 * MINUTE_MS);
    device.alert = 1;
  }

  function escalate(device: HandDevice): void {
    device.told += 1;
    ask(TELL_CENTRE);
    arm(10, 60 * MINUTE_MS);
  }

  function calm(device: HandDevice): void {
    stop(device.alert === 1 ? 9 : 10);
    device.alert = 0;
  }

  return { asked, event, fire };
}
