import type { BoardContext, BoardEvent } from "./board.events.ts";

interface GuardArgs {
  readonly context: BoardContext;
  readonly event: BoardEvent;
}

/** Judgements of the board's chart. Pure. */
export const boardGuards = {
  "it is empty": ({ context, event }: GuardArgs) =>
    event.type === "battery.measured" && event.permille <= context.figures.batteryEmptyPermille,
  "it is low": ({ context, event }: GuardArgs) =>
    event.type === "battery.measured" && event.permille <= context.figures.batteryLowPermille,
  "it is no longer empty": ({ context: { figures }, event }: GuardArgs) =>
    event.type === "battery.measured" &&
    event.permille > figures.batteryEmptyPermille + figures.batteryBackPermille,
  "it is good again": ({ context: { figures }, event }: GuardArgs) =>
    event.type === "battery.measured" &&
    event.permille > figures.batteryLowPermille + figures.batteryBackPermille,
  "it is too cold": ({ context, event }: GuardArgs) =>
    event.type === "temperature.measured" && event.celsius < context.figures.temperatureMinC,
  "it is too hot": ({ context, event }: GuardArgs) =>
    event.type === "temperature.measured" && event.celsius > context.figures.temperatureMaxC,
  "it is warm enough again": ({ context: { figures }, event }: GuardArgs) =>
    event.type === "temperature.measured" &&
    event.celsius >= figures.temperatureMinC + figures.temperatureBackC,
  "it has cooled down": ({ context: { figures }, event }: GuardArgs) =>
    event.type === "temperature.measured" &&
    event.celsius <= figures.temperatureMaxC - figures.temperatureBackC,
  "a part failed": ({ event }: GuardArgs) => event.type === "device.booted" && event.failed > 0,
  "no part failed": ({ event }: GuardArgs) => event.type === "device.booted" && event.failed === 0,
  "it fell over": ({ event }: GuardArgs) => isFall(event),
  "it fell over too often": ({ context, event }: GuardArgs) =>
    isFall(event) && context.resets + 1 >= context.figures.resetsMax,
};

function isFall(event: BoardEvent): boolean {
  if (event.type !== "device.booted") return false;
  return event.cause === "watchdog" || event.cause === "brown-out";
}
