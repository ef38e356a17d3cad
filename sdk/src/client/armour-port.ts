import type { DeviceId, DeviceState, DownChannel } from "@dosekit/protocols";
import type { SdkFault } from "../errors.ts";

/** Seals what the gateway sends to devices in the security profile. */
export interface GatewayArmour {
  /** Says why nothing can be sealed for a device now; asked before a command is taken. */
  faultOf(deviceId: DeviceId): SdkFault | undefined;
  /**
   * Gives the bytes to send: sealed afresh at each attempt, or open for a device outside the
   * profile; a fault when neither may be.
   */
  seal(deviceId: DeviceId, channel: DownChannel, payload: Uint8Array): Uint8Array | SdkFault;
  /**
   * Says why a device may have taken nothing, in words for whoever looks after it: devices do not
   * answer what is sealed under another key than theirs. `undefined` for one outside the profile.
   */
  doubtOf?(deviceId: DeviceId): string | undefined;
  /** A device told its state: which boot it is in and which key it takes. */
  onState(deviceId: DeviceId, state: DeviceState): void;
}
