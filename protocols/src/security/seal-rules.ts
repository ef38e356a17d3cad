import type { DownChannel } from "../device/transport.ts";

/**
 * How the counter of a channel keeps old messages out.
 *
 * - `rising`: each accepted message has a greater counter than all before it under its key;
 * - `not-falling`: the counter is the version of the configuration, and never less than the
 *   greatest that was accepted; the newest may come again, as brokers retain it;
 * - `none`: the counter is 0; an old message says what is still true.
 */
export type CounterRule = "rising" | "not-falling" | "none";

/**
 * What holds for the messages of each channel to a device in the security profile: all are sealed.
 *
 * An acknowledgement lets the device forget records, so a forged one would make alerts vanish; an
 * old one is true for ever, so that it needs no counter and no write for each.
 *
 * @see OMDP-SEC-004, OMDP-SEC-007, OMDP-SEC-008, OMDP-SEC-009
 */
export const COUNTER_RULES: Readonly<Record<DownChannel, CounterRule>> = {
  cmd: "rising",
  "cfg/desired": "not-falling",
  ack: "none",
};
