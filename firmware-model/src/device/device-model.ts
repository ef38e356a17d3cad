import type { MachineExecutor } from "../machine/executor.ts";
import type { Mechanism } from "../mechanism/mechanism.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import type { ServiceFigures } from "../profile/service-figures.ts";
import type { ZoneTable } from "../time/zone-table.ts";

/** What all devices of one product share; nothing in it ever changes. */
export interface DeviceModel {
  readonly profile: ProductProfile;
  readonly mechanism: Mechanism;
  /** Figures of the service, those of the profile before the usual ones. */
  readonly service: ServiceFigures;
  /** Steps the chart of the mechanism. */
  readonly machine: MachineExecutor;
  /** Steps the chart of the hardware around the mechanism. */
  readonly board: MachineExecutor;
  /** Steps the chart of the firmware update. */
  readonly firmware: MachineExecutor;
  /** Looks up the offset table of a zone. */
  readonly zoneTableOf: (zone: string) => ZoneTable | undefined;
  /** Greatest clock error with which it still offers, ms. */
  readonly clockErrorMaxMs: number;
  /** Least time left of a window with which an offer is begun, ms. */
  readonly offerLimitMs: number;
}
