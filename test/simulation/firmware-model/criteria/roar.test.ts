import { describe, expect, test } from "vitest";
import {
  MEDIDO,
  MEDIDO_THAT_PUTS_AWAY,
  offeredRoll,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  outcomes,
  SECOND,
} from "../../../support/firmware-model/tray-stories.ts";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";
import { LOOKING_MEDIDO } from "../../../support/simulator/acceptance/wrong-medido.ts";

const DAY = 24 * HOUR;

describe("Roar's story on the Medido", () => {
  test("R-1: not taken is told 45 or 75 minutes after the due time, as configured, to the minute", async () => {
    const { saw } = await expectPassed("alert-after-minutes", MEDIDO);
    expect(saw.en).toMatch(/Set to 45 .* 45\. Set to 75 .* 75\./);
  });

  test("R-2: OK before the limit lets one pouch go and tells nothing, after the alert it ends it", async () => {
    await expectPassed("one-pouch-around-limit", MEDIDO);
    await expectPassed("one-pouch-around-limit", MEDIDO_THAT_PUTS_AWAY);
  });

  test.each([
    ["holds missed pouches", MEDIDO],
    ["puts missed pouches away", MEDIDO_THAT_PUTS_AWAY],
  ])("R-2: a device that %s lets nothing go at or after the late limit", (_policy, product) => {
    const bench = offeredRoll(product);
    bench.advanceTo(FIRST_LATE_MS);
    for (let press = 0; press < 5; press += 1) bench.take();
    bench.advanceTo(SECOND.dueMs - MINUTE);
    for (let press = 0; press < 5; press += 1) bench.take();
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("R-2: a device that puts missed pouches away stops by 1.9 when its store is full", () => {
    const bench = usedRoll(MEDIDO_THAT_PUTS_AWAY);
    bench.advanceTo(FIRST_LATE_MS + 12 * HOUR * 9 + MINUTE);
    expect(bench.store).toHaveLength(10);
    expect(active(bench)).toContain("1.9");
    bench.advance(12 * HOUR);
    bench.take();
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench).at(-1)).toMatch(/prevented reject-store-full$/);
    bench.load(28);
    bench.advanceTo(FIRST.dueMs + 6 * DAY + MINUTE);
    bench.take();
    expect(bench.letGo.map(({ pouch }) => pouch.doseId)).toEqual(
      bench.letGo.map(({ announced }) => announced),
    );
    expect(bench.letGo.length).toBeGreaterThan(0);
  });

  test("R-3: an empty pouch at the front is told where the device looks for it, and does no harm once removed", async () => {
    await expectPassed("leader-found", LOOKING_MEDIDO);
  });

  test("R-4: a week plan and a volume take effect at once, survive a reboot, and are in the journal", async () => {
    await expectPassed("portal-change-takes-effect", MEDIDO);
  });

  test("R-4: a volume from the portal takes effect within a quarter of an hour", async () => {
    await expectPassed("portal-reaches-device", MEDIDO);
  });

  test("R-5: early take-out and absence are seen by staff, and the right pouch follows", async () => {
    await expectPassed("early-and-pause", MEDIDO);
  });

  test("R-6: a day without network stops no dose; its events come in order with their times", async () => {
    await expectPassed("day-without-network", MEDIDO);
  });

  test("R-6: a day without network is told by the service", async () => {
    await expectPassed("lost-contact-told", MEDIDO);
  });
});
