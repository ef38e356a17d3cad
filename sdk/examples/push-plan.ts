/**
 * Reads a FHIR R4 Bundle of MedicationRequest and has one dispenser follow its plan:
 *
 *     node push-plan.js mqtt://127.0.0.1:1883 demo device-1 bundle.json
 */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import {
  GatewayClient,
  importPlanText,
  LevelInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";

const [url = "", tenant = "", deviceId = "", file = ""] = process.argv.slice(2);
const timers = new RealGatewayTimers();
const client = new GatewayClient({
  transport: new MqttGatewayTransport({ url, tenant, timers }),
  store: new LevelInboxStore(process.env["INBOX"] ?? "./inbox"),
  timers,
  nowMs: Date.now,
});
await client.start();
const handle = client.handle(deviceId);
// A revision is above that of the plan before: wait until the device has said which that is.
const hasSaid = () => {
  const follows = handle.configuration();
  const isFirst = !follows.known || follows.value.followedVersion === 0;
  return handle.state().known && (isFirst || handle.plan().known);
};
for (let wait = 0; wait < 100 && !hasSaid(); wait += 1) await setTimeout(100);
const before = handle.plan();
const imported = importPlanText(readFileSync(file), {
  ...{ zone: "Europe/Oslo", earlyMin: 0, lateMin: 60, minimumSpacingMin: 60 },
  revision: before.known ? before.value.revision + 1 : 1,
});
let isDone = false;
const plan = imported.ok ? imported.plans[0]?.plan : undefined;
if (!imported.ok) {
  // Every reason at once; nothing of a bundle is taken that is not understood exactly.
  for (const { path, found, reason } of imported.problems) {
    console.error(`${path}: ${reason} Found ${found}.`);
  }
} else if (plan === undefined || imported.plans.length > 1) {
  console.error(`${imported.plans.length} patients in the bundle; a dispenser serves one`);
} else {
  const result = await handle.commands.pushPlan({ plan, withinMs: 30_000 });
  if (result.kind === "done") console.log(`${deviceId} follows revision ${result.revision}`);
  else if (result.kind === "refused") console.error(`${deviceId} refuses it: ${result.detail}`);
  else if (result.kind === "invalid") console.error(`${result.problem.field} is wrong`);
  else if (result.kind === "failed") console.error(result.fault.message);
  // The gateway keeps the plan and goes on sending it whenever it runs with this inbox.
  else console.error(`${deviceId} has not answered yet: ${result.kind}`);
  isDone = result.kind === "done";
}
await client.stop();
timers.cancelAll();
process.exitCode = isDone ? 0 : 1;
