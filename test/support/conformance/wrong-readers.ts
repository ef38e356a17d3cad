import { R, type RequirementId } from "@dosekit/conformance";
import { Command, DeviceEvent, encodeCanonical } from "@dosekit/protocols";
import { BROKEN_BY_A_LIBRARY, carelessReader, LENIENT, type Read } from "./careless-reader.ts";
import type { DevicePatch } from "./own-device.ts";
import { type Passing, read, spoiled } from "./patched-transport.ts";

/** Our own device with one thing wrong in how it reads and writes bytes. */
export interface WrongReader {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: DevicePatch;
}

/** Writes instants as one number, as a clock of another kind has them. */
function inOneNumber({ channel, payload }: Passing<"evt">): Passing<"evt"> {
  const event = read(DeviceEvent, payload);
  if (event?.civilMs === undefined) return { channel, payload };
  const [id, map] = LENIENT.decode(payload) as [number, Map<number, never>];
  const changed = new Map(map).set(DeviceEvent.fields.civilMs.key, event.civilMs as never);
  return { channel, payload: encodeCanonical([id, changed]) };
}

function reads(name: string, breaks: RequirementId, change: Read): WrongReader {
  const transport: DevicePatch["transport"] = (inner) =>
    spoiled(inner, { down: (passing) => ({ ...passing, payload: change(passing.payload) }) });
  return { name, breaks, patch: { transport } };
}

const CARELESS = carelessReader(Command, [-1, "not-for-you"]);

/** Wrong devices, one thing wrong with how each reads and writes bytes. */
export const WRONG_READERS: readonly WrongReader[] = [
  ...BROKEN_BY_A_LIBRARY.map((breaks) =>
    reads(`reads with a general CBOR library (${breaks})`, breaks, CARELESS.likeALibrary),
  ),
  reads("needs no list around a message", R.OMDP_MSG_001, CARELESS.withList),
  reads("puts in what a message lacks", R.OMDP_MSG_002, CARELESS.filledIn),
  reads("takes an unknown message for a command", R.OMDP_MSG_006, CARELESS.underAnyNumber),
  {
    name: "writes instants as one number",
    breaks: R.OMDP_MSG_003,
    patch: {
      transport: (inner) =>
        spoiled(inner, {
          up: (passing) =>
            passing.channel === "evt"
              ? inOneNumber({ channel: "evt", payload: passing.payload })
              : passing,
        }),
    },
  },
];
