import type { DeviceId } from "@dosekit/protocols";
import type { SdkFault } from "../../errors.ts";
import type { BytePort } from "../byte-port.ts";

/** A port that may have devices behind it. */
export interface LineCandidate {
  /** Path or address, as it is given to the gateway. */
  readonly name: string;
  /** Speeds that are tried, in this order; one `undefined` where a port knows none. */
  readonly bauds: readonly (number | undefined)[];
  readonly portAt: (baud: number | undefined) => BytePort;
}

/** A device that answered on a shared line. */
export interface DiscoveredDrop {
  readonly address: number;
  /** `undefined` when it gives no valid name. */
  readonly deviceId: DeviceId | undefined;
}

/** What a port turned out to be. */
export type DiscoveredLine =
  /** One device answers, alone on its line. */
  | {
      readonly kind: "device";
      readonly port: string;
      readonly baud: number | undefined;
      /** `undefined` when it gives no valid name. */
      readonly deviceId: DeviceId | undefined;
    }
  /** Devices answer on a line that they share. */
  | {
      readonly kind: "shared";
      readonly port: string;
      readonly baud: number | undefined;
      readonly devices: readonly DiscoveredDrop[];
    }
  /** Somebody answers, and speaks another version of the link. */
  | {
      readonly kind: "other-version";
      readonly port: string;
      readonly baud: number | undefined;
    }
  /** Nobody answers at any speed; `garbage` where bytes came that are no frame at any of them. */
  | {
      readonly kind: "unanswered";
      readonly port: string;
      readonly heard: "silence" | "garbage";
    }
  /** The port can't be used. */
  | { readonly kind: "unusable"; readonly port: string; readonly fault: SdkFault }
  /** The search was given up before this port was through. */
  | { readonly kind: "cancelled"; readonly port: string };
