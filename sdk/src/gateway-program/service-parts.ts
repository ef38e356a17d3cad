import type { GatewayLog } from "../client/gateway-log.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { RegisterView } from "./register-view.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Environment } from "./settings-files.ts";

/** What every part of the service works with. */
export interface ServiceParts {
  readonly settings: GatewaySettings;
  readonly env: Environment;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  readonly log: GatewayLog;
  /** Folder of what forwarders remember. */
  readonly state: string;
  readonly register?: RegisterView;
}

/** Name under which the gateway writes its own records where the settings give none. */
const OWN_ID = "gateway";

/** The gateway's own device id. */
export function ownIdOf({ id }: Pick<GatewaySettings, "id">): string {
  return id ?? OWN_ID;
}
