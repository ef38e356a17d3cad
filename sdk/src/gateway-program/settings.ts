import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { z } from "zod";
import { isBrokerUrl } from "../transports/mqtt-gateway-transport.ts";
import { checkService } from "./check-service.ts";
import { LineSettings } from "./line-settings.ts";
import { SERVICE_SECTIONS } from "./service-settings.ts";

const name = z.string().regex(DEVICE_ID_PATTERN, "1 to 32 characters of A-Z, a-z, 0-9, _ and -");
const path = z.string().min(1);

const shape = z.strictObject({
  broker: z
    .string()
    .refine(isBrokerUrl, "an address mqtt://, mqtts://, ws:// or wss://")
    .optional()
    .describe("Broker of the devices, as mqtts://host:port."),
  lines: z
    .array(LineSettings)
    .min(1)
    .max(1_024)
    .optional()
    .describe("Serial lines in place of a broker."),
  inbox: path.optional().describe("Folder of the inbox; made if it is not there."),
  tenant: name.optional().describe("Tenant that is followed; demo."),
  clientId: name.optional().describe("MQTT client id; gateway-<tenant>."),
  username: z.string().min(1).optional().describe("User at the broker."),
  password: z
    .string()
    .min(1)
    .optional()
    .describe("Better in the variable DOSEKIT_BROKER_PASSWORD."),
  tls: z
    .strictObject({ ca: path.optional(), cert: path.optional(), key: path.optional() })
    .optional(),
  keys: path.optional().describe("Folder of keys, for devices in the security profile."),
  sealedOnly: z.boolean().optional().describe("Send nothing to a device without a key."),
  devicesMax: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("Devices that are served at the most; 20,000."),
  rowsMax: z
    .int()
    .min(1_000)
    .max(1_000_000_000)
    .optional()
    .describe("Rows that the inbox keeps at the most; 1,000,000."),
  keepDays: z
    .number()
    .min(0)
    .max(3_650)
    .optional()
    .describe("How long rows stay that everybody has read; 7."),
  keepRows: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .optional()
    .describe("How many of them stay at the most; 100,000."),
  ...SERVICE_SECTIONS,
});
/** What a configuration file says, before its sections are held against each other. */
export type SettingsShape = z.infer<typeof shape>;

/** What a configuration file may say; what the command line says goes before it. */
export const SettingsFile = shape.superRefine(checkService);
/** See {@link SettingsFile}. */
export type SettingsFile = SettingsShape;

/** Everything that the program needs to start; either a broker or lines. */
export interface GatewaySettings extends SettingsFile {
  readonly inbox: string;
  readonly tenant: string;
  readonly json: boolean;
  /** Ends by itself after so many seconds; without it the program runs until it is stopped. */
  readonly seconds?: number;
}
