import {
  DEFAULT_LIMITS,
  DeviceEvent,
  decodeMessage,
  decodeStrict,
  encodeCanonical,
  encodeMessage,
  instant,
  scanStrict,
} from "@dosekit/protocols";
import { Decoder, Encoder } from "cbor-x";
import {
  decode as cbor2Decode,
  encode as cbor2Encode,
  cdeDecodeOptions,
  cdeEncodeOptions,
} from "cbor2";
import * as cborg from "cborg";
import { Packr, Unpackr } from "msgpackr";
import type { Work } from "./stopwatch.ts";

/** A record of a released dose, 45 bytes as a message. */
const EVENT: DeviceEvent = {
  epoch: 3,
  seq: 1_042,
  kind: "dose.released",
  bootId: 77,
  uptimeMs: 86_412_345,
  civilMs: instant(1_790_000_123_456),
  clock: "synced",
  doseId: "d-0921m",
  evidence: "presented",
  slot: 17,
};

const OWN = encodeMessage(DeviceEvent, EVENT);
if (OWN.length !== 45) throw new Error(`the message has ${OWN.length} bytes`);
const READ = decodeStrict(OWN);
if (!READ.ok) throw new Error(READ.error.message);
const VALUE = READ.value;

/**
 * The library with the options under which it writes the bytes of the profile. One with others in
 * the same process would make this one slower.
 */
const OPTIONS = {
  useRecords: false,
  variableMapSize: true,
  mapsAsObjects: false,
  useTag259ForMaps: false,
  tagUint8Array: false,
  int64AsNumber: true,
};
const encoder = new Encoder(OPTIONS);
const decoder = new Decoder(OPTIONS);
const packr = new Packr({ useRecords: false });
const unpackr = new Unpackr({ useRecords: false });

/** The same message for formats that have names for keys. */
const NAMED = { ...EVENT };
const PACKED = new Uint8Array(packr.pack(NAMED));
const TEXT = JSON.stringify(NAMED);
const BYTES = new Uint8Array(OWN);
const CBORG_OPTIONS = { useMaps: true, strict: true, rejectDuplicateMapKeys: true };

/** Names that the targets refer to. */
export const NAMES = {
  strict: "dosekit: strict scan and decode",
  canonical: "dosekit: canonical encode",
  library: "cbor-x alone, same bytes",
} as const;

/** Readers of one message; those that can read the very same bytes do. */
export const DECODERS: Readonly<Record<string, Work>> = {
  "dosekit: strict scan alone": () => scanStrict(OWN, DEFAULT_LIMITS),
  [NAMES.strict]: () => decodeStrict(OWN),
  "dosekit: whole message, fields checked": () => decodeMessage(OWN),
  [NAMES.library]: () => decoder.decode(BYTES),
  "cborg, strict": () => cborg.decode(BYTES, CBORG_OPTIONS),
  "cbor2, deterministic": () => cbor2Decode(BYTES, cdeDecodeOptions),
  "msgpackr, named keys": () => unpackr.unpack(PACKED),
  "JSON.parse, named keys": () => JSON.parse(TEXT),
};

/** Writers of the same message. */
export const ENCODERS: Readonly<Record<string, Work>> = {
  [NAMES.canonical]: () => encodeCanonical(VALUE),
  "dosekit: whole message, fields checked": () => encodeMessage(DeviceEvent, EVENT),
  [NAMES.library]: () => encoder.encode(VALUE),
  cborg: () => cborg.encode(VALUE),
  "cbor2, deterministic": () => cbor2Encode(VALUE, cdeEncodeOptions),
  "msgpackr, named keys": () => packr.pack(NAMED),
  "JSON.stringify, named keys": () => JSON.stringify(NAMED),
};
