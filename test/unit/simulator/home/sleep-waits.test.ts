import { profileOf } from "@dosekit/firmware-model";
import { EventQueue, ScheduledRetryTimer, sleepOptionsOf } from "@dosekit/simulator";
import { expect, it } from "vitest";

const waits = { timer: new ScheduledRetryTimer(new EventQueue(0), 0) };

it.each([
  [
    "sleeps for the hours of its profile",
    "pilly-sms",
    waits,
    { ...waits, contactEveryMs: 86_400_000 },
  ],
  ["stays in contact where nothing lets it sleep", "pilly-sms", undefined, undefined],
  ["stays in contact when it never sleeps", "medido", waits, undefined],
])("a product %s", (_, product, where, expected) => {
  const profile = profileOf(product);
  if (profile === undefined) throw new Error(`no product ${product}`);
  expect(sleepOptionsOf(profile, where)).toEqual(expected);
});
