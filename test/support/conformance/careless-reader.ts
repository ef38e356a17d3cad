import { R } from "@dosekit/conformance";
import { encodeCanonical, type Fields, type MessageDefinition } from "@dosekit/protocols";
import { Decoder } from "cbor-x";

/** What a careless reader makes of bytes before it looks at what they say. */
export type Read = (payload: Uint8Array) => Uint8Array;

/** Reads CBOR as a general library does. */
export const LENIENT = new Decoder({ mapsAsObjects: false, useRecords: false });

/** Rules that a general CBOR library does not keep. */
export const BROKEN_BY_A_LIBRARY = [
  R.OMDP_CBR_003,
  R.OMDP_CBR_004,
  R.OMDP_CBR_005,
  R.OMDP_CBR_006,
  R.OMDP_CBR_007,
  R.OMDP_CBR_008,
  R.OMDP_MSG_005,
] as const;

/** Number of a message that no version has. */
const UNKNOWN = 4_000;
const LIST_OF_TWO = 0x82;

/** Ways to be careless with messages of one kind, whose first field is known. */
export function carelessReader<F extends Fields>(
  { id, fields }: MessageDefinition<F>,
  [firstKey, firstValue]: readonly [number, number | string],
) {
  const keys = new Set<unknown>(Object.values(fields).map(({ key }) => key));
  const reads =
    (change: (found: number, map: Map<number, never>) => readonly [number, Map<number, never>]) =>
    (payload: Uint8Array): Uint8Array => {
      try {
        const [found, map] = LENIENT.decode(payload) as [number, Map<number, never>];
        return encodeCanonical([...change(found, map)] as never);
      } catch {
        return payload;
      }
    };
  return {
    /** Takes out what it does not know. */
    likeALibrary: reads((found, map) => [
      found,
      new Map([...map].filter(([key]) => keys.has(key))),
    ]),
    /** Takes an unknown message for one of its kind. */
    underAnyNumber: reads((found, map) => [found === UNKNOWN ? id : found, map]),
    /** Puts in what is missing, and puts right what has another type. */
    filledIn: reads((found, map) => {
      if (found !== id || typeof map.get(firstKey) === typeof firstValue) return [found, map];
      const others = [...map].filter(([key]) => key !== firstKey);
      return [found, new Map([[firstKey, firstValue as never], ...others])];
    }),
    /** Needs no list around a message. */
    withList: (payload: Uint8Array) =>
      payload[0] === id ? Uint8Array.from([LIST_OF_TWO, ...payload]) : payload,
  };
}
