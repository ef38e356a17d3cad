import { zoneTableOf } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import type { Share } from "../../fleet/fleet-devices.ts";
import { fleetPlans } from "../../fleet/fleet-plans.ts";
import { operationRequest } from "../operation/operation-request.ts";
import { SERVICE_ZONE } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";

/** The plans of one story: those that its file names, or all that ship and that its product takes. */
export function plansOf(
  service: ServiceFile,
  { product, plans }: ServiceFile["stories"][number],
  folder: string,
): readonly Share<DosePlan>[] {
  const table = zoneTableOf(SERVICE_ZONE);
  if (table === undefined) throw new RangeError(`no time zone is named ${SERVICE_ZONE}`);
  const request = operationRequest(service, folder);
  const wanted = { plans, path: ["stories"], request, cwd: folder, table };
  return fleetPlans(wanted, [product]).get(product) ?? [];
}
