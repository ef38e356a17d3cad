import { R, type RequirementId } from "@dosekit/conformance";
import { Command, DeviceEvent, encodeCanonical } from "@dosekit/protocols";
import { Decoder } from "cbor-x";
import type { DevicePatch } from "./own-device.ts";
import { type Passing, read, spoiled } from "./patched-transport.ts";

/** Our own device with one thing wrong in how it reads and writes bytes. */
export interface WrongReader {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: DevicePatch;
}

type Read = (payload: Uint8Array) => Uint8Array;

const lenient = new Decoder({ mapsAsObjects: false, useRecords: false });
const COMMAND_KEYS = new Set<unknown>(Object.values(Command.fields).map(({ key }) => key));

/** Reads a command as a general CBOR library does, and takes out what it does not know. */
function readLeniently(payload: Uint8Array): Uint8Array {
  try {
    const [id, map] = lenient.decode(payload) as [number, Map<number, never>];
    return encodeCanonical([id, new Map([...map].filter(([key]) => COMMAND_KEYS.has(key)))]);
  } catch {
    return payload;
  }
}

/** Numbers of messages, and what a careless reader takes them for. */
const [COMMAND, UNKNOWN] = [Command.id, 4_000];
const LIST_OF_TWO = 0x82;

/** Reads a message as if its number were that of a command. */
function takenForCommand(payload: Uint8Array): Uint8Array {
  try {
    const [id, map] = lenient.decode(payload) as [number, Map<number, never>];
    return id === UNKNOWN ? encodeCanonical([COMMAND, map]) : payload;
  } catch {
    return payload;
  }
}

/** Puts in what is missing, and puts right what has another type. */
function filledIn(payload: Uint8Array): Uint8Array {
  try {
    const [id, map] = lenient.decode(payload) as [number, Map<number, never>];
    if (id !== COMMAND || typeof map.get(-1) === "string") return payload;
    const whole = new Map<number, never>([[-1, "not-for-you" as never]]);
    for (const [key, value] of map) if (key !== -1) whole.set(key, value);
    return encodeCanonical([id, whole]);
  } catch {
    return payload;
  }
}

/** Takes a map without its list for a command. */
function withList(payload: Uint8Array): Uint8Array {
  const isBare = payload[0] === COMMAND;
  return isBare ? Uint8Array.from([LIST_OF_TWO, ...payload]) : payload;
}

/** Writes instants as one number, as a clock of another kind has them. */
function inOneNumber({ channel, payload }: Passing<"evt">): Passing<"evt"> {
  const event = read(DeviceEvent, payload);
  if (event?.civilMs === undefined) return { channel, payload };
  const [id, map] = lenient.decode(payload) as [number, Map<number, never>];
  const changed = new Map(map).set(DeviceEvent.fields.civilMs.key, event.civilMs as never);
  return { channel, payload: encodeCanonical([id, changed]) };
}

function reads(name: string, breaks: RequirementId, change: Read): WrongReader {
  const transport: DevicePatch["transport"] = (inner) =>
    spoiled(inner, { down: (passing) => ({ ...passing, payload: change(passing.payload) }) });
  return { name, breaks, patch: { transport } };
}

/** Rules that a general CBOR library does not keep. */
const BROKEN_BY_A_LIBRARY = [
  R.OMDP_CBR_003,
  R.OMDP_CBR_004,
  R.OMDP_CBR_005,
  R.OMDP_CBR_006,
  R.OMDP_CBR_007,
  R.OMDP_CBR_008,
  R.OMDP_MSG_005,
] as const;

/** Wrong devices, one thing wrong with how each reads and writes bytes. */
export const WRONG_READERS: readonly WrongReader[] = [
  ...BROKEN_BY_A_LIBRARY.map((breaks) =>
    reads(`reads with a general CBOR library (${breaks})`, breaks, readLeniently),
  ),
  reads("needs no list around a message", R.OMDP_MSG_001, withList),
  reads("puts in what a message lacks", R.OMDP_MSG_002, filledIn),
  reads("takes an unknown message for a command", R.OMDP_MSG_006, takenForCommand),
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
