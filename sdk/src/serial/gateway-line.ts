import {
  type DropEffect,
  DropLine,
  type DropLineEffect,
  type DropTiming,
  GatewayLink,
  type LinkCounters,
  type LinkEffect,
  type LinkMessage,
  type LinkSettings,
} from "@dosekit/protocols";
import { BackOff, type BackOffOptions } from "../device/back-off.ts";
import type { SdkFault } from "../errors.ts";
import type { BytePort, LinkTime } from "./byte-port.ts";
import { LinePump } from "./line-pump.ts";

/** One line of a gateway. */
export interface SerialLineOptions {
  readonly port: BytePort;
  /** Addresses of the devices, where several share the line; absent on a line with two ends. */
  readonly addresses?: readonly number[];
  /** Waits of a shared line. */
  readonly dropTiming?: Partial<DropTiming>;
  /** Limits and waits of the link; names, boot and speed are filled in here. */
  readonly link?: Omit<LinkSettings, "bootId" | "name" | "baud">;
}

/** What a line works with. */
export interface GatewayLineSetup {
  readonly options: SerialLineOptions;
  readonly bootId: number;
  readonly time: LinkTime;
  readonly backOff: BackOffOptions;
  /** Told what happens with the device at an address; 0 on a line with two ends. */
  readonly onDevice: (address: number, effect: DropEffect) => void;
  readonly onPort: (isOpen: boolean, fault?: SdkFault) => void;
}

/** A line of either kind, the same to the rest of the gateway: each device has an address. */
export interface GatewayLine {
  readonly name: string;
  readonly counters: Readonly<LinkCounters>;
  open(): void;
  send(address: number, message: LinkMessage): void;
  setBusy(isBusy: boolean): void;
  sendTime(civilMs: number): void;
  askCounters(address: number): void;
  /** Says goodbye and closes the port. */
  close(): void;
}

/** Makes a line; it is closed until it is opened. */
export function makeGatewayLine(setup: GatewayLineSetup): GatewayLine {
  return setup.options.addresses === undefined
    ? pointLine(setup)
    : sharedLine(setup, setup.options.addresses);
}

/** The one device of a line with two ends. */
export const POINT_ADDRESS = 0;

function pointLine(setup: GatewayLineSetup): GatewayLine {
  const { port } = setup.options;
  const link = new GatewayLink(settingsOf(setup));
  const pump = new LinePump<LinkEffect, GatewayLink>({
    ...pumpParts(setup),
    link,
    onEffect: (effect) => {
      if (effect.type !== "write") setup.onDevice(POINT_ADDRESS, effect);
    },
  });
  return {
    name: port.name,
    counters: link.counters,
    open: () => pump.open(),
    send: (_address, message) => pump.run((one, nowMs) => one.send(message, nowMs)),
    setBusy: (isBusy) => pump.run((one, nowMs) => one.setBusy(isBusy, nowMs)),
    sendTime: (civilMs) => pump.run((one, nowMs) => one.sendTime(civilMs, nowMs)),
    askCounters: () => pump.run((one, nowMs) => one.askCounters(nowMs)),
    close: () => {
      pump.run((one, nowMs) => one.close(nowMs));
      pump.close();
    },
  };
}

function sharedLine(setup: GatewayLineSetup, addresses: readonly number[]): GatewayLine {
  const { port, dropTiming } = setup.options;
  const settings = { ...settingsOf(setup), addresses };
  const link = new DropLine(dropTiming === undefined ? settings : { ...settings, dropTiming });
  const pump = new LinePump<DropLineEffect, DropLine>({
    ...pumpParts(setup),
    link,
    onEffect: (effect) => {
      if (effect.type === "drop") setup.onDevice(effect.address, effect.effect);
    },
  });
  return {
    name: port.name,
    counters: link.counters,
    open: () => pump.open(),
    send: (address, message) => pump.run((one, nowMs) => one.send(address, message, nowMs)),
    setBusy: (isBusy) => pump.run((one, nowMs) => one.setBusy(isBusy, nowMs)),
    sendTime: (civilMs) => pump.run((one, nowMs) => one.sendTime(civilMs, nowMs)),
    askCounters: (address) => pump.run((one, nowMs) => one.askCounters(address, nowMs)),
    close: () => {
      pump.run((one, nowMs) => one.close(nowMs));
      pump.close();
    },
  };
}

function pumpParts({ options, time, backOff, onPort }: GatewayLineSetup) {
  return { port: options.port, time, backOff: new BackOff(backOff), onPort };
}

function settingsOf({ options, bootId }: GatewayLineSetup): LinkSettings {
  const { baud } = options.port;
  return { ...options.link, bootId, name: "", ...(baud === undefined ? {} : { baud }) };
}
