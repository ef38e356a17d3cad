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
    .optional(),
  /** Serial lines in place of a broker. */
  lines: z.array(LineSettings).min(1).max(1_024).optional(),
  inbox: path.optional(),
  tenant: name.optional(),
  clientId: name.optional(),
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  tls: z
    .strictObject({ ca: path.optional(), cert: path.optional(), key: path.optional() })
    .optional(),
  keys: path.optional(),
  sealedOnly: z.boolean().optional(),
  devicesMax: z.int().min(1).max(1_000_000).optional(),
  rowsMax: z.int().min(1_000).max(1_000_000_000).optional(),
  keepDays: z.number().min(0).max(3_650).optional(),
  keepRows: z.int().min(0).max(1_000_000_000).optional(),
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
