import {
  Command,
  DesiredConfig,
  type DeviceInput,
  DeviceState,
  type DownChannel,
  decodeAs,
  encodeMessage,
  Reply,
  ReportedConfig,
  type UpChannel,
} from "@dosekit/protocols";

/** Where a bare device's messages go. */
export interface BareUplinkSetup {
  readonly bootId: number;
  readonly send: (channel: UpChannel, payload: Uint8Array) => void;
}

/**
 * What one boot of a bare device tells its host beside its records, as the SDK's runtime does: that
 * it is there, what it follows, and its answers.
 */
export class BareUplink {
  readonly #setup: BareUplinkSetup;
  #isUp = false;
  #reported: ReportedConfig | undefined;

  constructor(setup: BareUplinkSetup) {
    this.#setup = setup;
  }

  /** What the network is to say of a device that is lost. */
  lastWill(): Uint8Array {
    return encodeMessage(DeviceState, { status: "lost", bootId: this.#setup.bootId });
  }

  /** Contact came or went. */
  setLink(isUp: boolean): void {
    this.#isUp = isUp;
    if (!isUp) return;
    this.#sendState("online");
    if (this.#reported !== undefined) this.report(this.#reported);
  }

  /** Tells which configuration the device follows, now and with each contact. */
  report(reported: ReportedConfig): void {
    this.#reported = reported;
    if (this.#isUp) this.#setup.send("cfg/reported", encodeMessage(ReportedConfig, reported));
  }

  /** Answers a command. */
  reply(reply: Reply): void {
    this.#setup.send("rsp", encodeMessage(Reply, reply));
  }

  /** Says goodbye for good. */
  farewell(): void {
    if (this.#isUp) this.#sendState("offline");
    this.#isUp = false;
  }

  #sendState(status: "online" | "offline"): void {
    const { bootId, send } = this.#setup;
    const configVersion = this.#reported?.version;
    const follows = configVersion === undefined ? {} : { configVersion };
    send("state", encodeMessage(DeviceState, { status, bootId, ...follows }));
  }
}

/** Reads what a host says to a bare device; `undefined` for what its program never hears of. */
export function inputOf(channel: DownChannel, payload: Uint8Array): DeviceInput | undefined {
  if (channel === "cmd") {
    const decoded = decodeAs(Command, payload);
    return decoded.ok ? { type: "command.received", command: decoded.value } : undefined;
  }
  if (channel !== "cfg/desired") return undefined;
  const decoded = decodeAs(DesiredConfig, payload);
  return decoded.ok ? { type: "config.received", config: decoded.value } : undefined;
}
