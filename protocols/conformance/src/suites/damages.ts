import { R, type RequirementId } from "../requirements/registry.generated.ts";
import {
  bytesOf,
  concat,
  fromHex,
  putTogether,
  type RawMessage,
  type RawPair,
  takeApart,
} from "./raw-message.ts";

/** A way to make a valid message one that a receiver has to refuse. */
export interface Damage {
  readonly name: string;
  readonly reqs: readonly RequirementId[];
  readonly spoil: (bytes: Uint8Array) => Uint8Array;
}

/** A key that no message has. */
const UNKNOWN_KEY = 1_000;
/** A negative key that no message has. */
const UNKNOWN_CRITICAL_KEY = -1_000;

function edited(edit: (message: RawMessage) => RawMessage): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => putTogether(edit(takeApart(bytes)));
}

/** Adds a pair under an unknown key: positive ones stand before negative ones. */
function withPair(key: number, value: Uint8Array): (bytes: Uint8Array) => Uint8Array {
  return edited((message) => {
    const pairs: RawPair[] = [...message.pairs, [bytesOf(key), value]];
    pairs.sort(([one], [other]) => Buffer.compare(one, other));
    return { ...message, pairs };
  });
}

/** The same message of a sender that says something which must not be ignored, in a newer way. */
export const inNewerWords = withPair(UNKNOWN_CRITICAL_KEY, bytesOf(0));

function damage(
  name: string,
  req: RequirementId,
  spoil: (bytes: Uint8Array) => Uint8Array,
): Damage {
  return { name, reqs: [req, R.OMDP_CBR_010], spoil };
}

/** Nested lists, one more than the profile allows inside a message. */
const TOO_DEEP = fromHex(`${"81".repeat(9)}00`);
/** A list of 1,025 zeros. */
const TOO_MANY = concat(fromHex("990401"), new Uint8Array(1_025));

/** Each rule of the byte form and of messages, broken once. */
export const DAMAGES: readonly Damage[] = [
  damage("cut-short", R.OMDP_CBR_002, (bytes) => bytes.slice(0, -1)),
  damage("goes-on-behind-its-end", R.OMDP_CBR_002, (bytes) => concat(bytes, Uint8Array.of(0))),
  damage("indefinite-length", R.OMDP_CBR_002, (bytes) => {
    return concat(Uint8Array.of(0x9f), bytes.slice(1), Uint8Array.of(0xff));
  }),
  damage("longer-head", R.OMDP_CBR_002, (bytes) => {
    return concat(Uint8Array.of(0x98, 2), bytes.slice(1));
  }),
  damage(
    "keys-out-of-order",
    R.OMDP_CBR_002,
    edited((message) => ({ ...message, pairs: [...message.pairs].reverse() })),
  ),
  damage(
    "key-twice",
    R.OMDP_CBR_002,
    edited((message) => ({ ...message, pairs: [...message.pairs, ...message.pairs.slice(-1)] })),
  ),
  damage("fraction", R.OMDP_CBR_003, withPair(UNKNOWN_KEY, fromHex("f93e00"))),
  damage("number-too-great", R.OMDP_CBR_003, withPair(UNKNOWN_KEY, fromHex("1b0020000000000000"))),
  damage("tag", R.OMDP_CBR_004, withPair(UNKNOWN_KEY, fromHex("c001"))),
  damage("simple-value", R.OMDP_CBR_005, withPair(UNKNOWN_KEY, fromHex("f7"))),
  damage("not-utf-8", R.OMDP_CBR_007, withPair(UNKNOWN_KEY, fromHex("62c328"))),
  damage("too-deep", R.OMDP_CBR_008, withPair(UNKNOWN_KEY, TOO_DEEP)),
  damage("too-many-items", R.OMDP_CBR_008, withPair(UNKNOWN_KEY, TOO_MANY)),
  damage(
    "text-for-a-key",
    R.OMDP_CBR_006,
    edited((message) => ({ ...message, pairs: [...message.pairs, [fromHex("6161"), bytesOf(1)]] })),
  ),
  damage("no-list", R.OMDP_MSG_001, (bytes) => bytes.slice(1)),
  damage(
    "a-field-is-absent",
    R.OMDP_MSG_002,
    edited((message) => ({ ...message, pairs: message.pairs.slice(1) })),
  ),
  damage(
    "a-field-of-another-type",
    R.OMDP_MSG_002,
    edited(({ id, pairs: [[key = bytesOf(1)] = [], ...pairs] }) => {
      return { id, pairs: [[key, fromHex("80")], ...pairs] };
    }),
  ),
  damage("unknown-critical-key", R.OMDP_MSG_005, withPair(UNKNOWN_CRITICAL_KEY, bytesOf(1))),
  damage(
    "unknown-message",
    R.OMDP_MSG_006,
    edited(({ pairs }) => ({ id: 4_000, pairs })),
  ),
];

/** Makes a message one of a newer sender: with a key that a receiver does not know and ignores. */
export const fromNewerSender: Damage["spoil"] = withPair(UNKNOWN_KEY, bytesOf("news"));
