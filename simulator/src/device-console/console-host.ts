import type { BytePort } from "@dosekit/sdk";
import type { Broker } from "../broker/broker.ts";
import type { BrokerTls } from "../broker/probe-broker.ts";

/** What a device at a console talks to. */
export type ConsoleHost =
  | {
      readonly kind: "broker";
      /** An embedded one brings a gateway along; behind another one is somebody else's. */
      readonly broker: Broker;
      readonly tenant: string;
      /** What the device brings to a secure connection. */
      readonly tls?: BrokerTls;
    }
  | {
      /** Somebody else's gateway at the other end of a serial line. */
      readonly kind: "serial";
      readonly port: BytePort;
      /** Address on a line that several devices share. */
      readonly address?: number;
      /** How people find the other end. */
      readonly where: string;
    };
