import { encodeItem, type Item } from "../stranger/cbor.ts";
import { keyOf, sealedUnder } from "../stranger/seal.ts";

const PLACE = { tenant: "demo", deviceId: "box-1", channel: "cmd" };
const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);
const CIVIL_MS = 1_790_000_000_000;
const UNTIL: Item = [CIVIL_MS / 1_000 + 60, 0];
const UINT32_MAX = 0xffff_ffff;

interface Ring {
  readonly keys: readonly {
    readonly keyId: number;
    readonly algorithm: "HMAC 256/64";
    readonly material: string;
    readonly commandCounter: number;
    readonly configCounter: number;
  }[];
  readonly newestKeyId: number;
  readonly denied: readonly number[];
}

/** A vector at a limit of sealed messages and keys, in the form of `security.json`. */
export interface SealRow {
  readonly name: string;
  readonly reqs: readonly string[];
  readonly channel: string;
  readonly device: Ring & { readonly bootId: number; readonly civilMs: number };
  readonly hex: string;
  readonly result: "valid" | "invalid";
  readonly error?: string;
  readonly message?: string;
  readonly after?: Ring;
  readonly reply?: { readonly result: string; readonly refusal?: string };
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const twoBytes = (number: number) => Uint8Array.of(number >> 8, number & 0xff);
const SYNC = encodeItem([
  7,
  new Map<number, Item>([
    [-1, "c-1"],
    [-2, 1],
    [-3, UNTIL],
    [-5, 5],
  ]),
]);

function ring(keyId: number, commandCounter = 0, denied: readonly number[] = []): Ring {
  const material = hexOf(keyOf(SECRET, PLACE, keyId));
  const key = { keyId, algorithm: "HMAC 256/64" as const, material, commandCounter };
  return { keys: [{ ...key, configCounter: 0 }], newestKeyId: keyId, denied };
}

/** Everything that the rows share, and the rows. */
export function sealLimits() {
  const { tenant, deviceId } = PLACE;
  return { tenant, deviceId, secret: hexOf(SECRET), rows };
}

const rows: readonly SealRow[] = [
  taken("the greatest number of a key", "OMDP-SEC-002", 65_535, {}),
  refused("a number of a key in three bytes", 1, { keyBytes: Uint8Array.of(1, 0, 0) }),
  taken("the least number of a key", "OMDP-SEC-002", 1, {}),
  refused("the number 0 of a key", 1, { keyBytes: twoBytes(0) }),
  taken("the greatest boot", "OMDP-SEC-002", 1, { bootId: UINT32_MAX }),
  refused("one above the greatest boot", 1, { bootId: UINT32_MAX + 1 }),
  taken("the greatest counter", "OMDP-SEC-007", 1, { counter: Number.MAX_SAFE_INTEGER }),
  refused("one above the greatest counter", 1, { counter: Number.MAX_SAFE_INTEGER + 1 }),
  taken("one above the counter of before", "OMDP-SEC-007", 1, { counter: 8 }, ring(1, 7)),
  refused(
    "the counter of before",
    1,
    { counter: 7 },
    ["OMDP-SEC-007", "seal-replayed"],
    ring(1, 7),
  ),
  revocation("the 16th number on the deny list", 15, "done"),
  revocation("a 17th number, for which the deny list has no room", 16, "refused"),
];

interface Header {
  readonly counter?: number;
  readonly bootId?: number;
  readonly keyBytes?: Uint8Array;
}

function headerOf(keyId: number, { counter = 1, bootId, keyBytes }: Header) {
  const header = new Map<number, number | Uint8Array>([
    [1, 4],
    [4, keyBytes ?? twoBytes(keyId)],
    [-65_537, counter],
  ]);
  if (bootId !== undefined) header.set(-65_538, bootId);
  return header;
}

function deviceOf(before: Ring, bootId = 9): SealRow["device"] {
  return { ...before, bootId, civilMs: CIVIL_MS };
}

function taken(
  name: string,
  req: string,
  keyId: number,
  header: Header,
  before: Ring = ring(keyId),
): SealRow {
  const key = keyOf(SECRET, PLACE, keyId);
  const hex = hexOf(sealedUnder(SYNC, PLACE, key, headerOf(keyId, header)));
  const device = deviceOf(before, header.bootId);
  const about = { name, reqs: [req], channel: "cmd", device, hex, result: "valid" } as const;
  return { ...about, message: hexOf(SYNC), after: ring(keyId, header.counter ?? 1) };
}

function refused(
  name: string,
  keyId: number,
  header: Header,
  [req, error]: readonly [string, string] = ["OMDP-SEC-002", "seal-header"],
  before: Ring = ring(keyId),
): SealRow {
  const key = keyOf(SECRET, PLACE, keyId);
  const hex = hexOf(sealedUnder(SYNC, PLACE, key, headerOf(keyId, header)));
  const device = deviceOf(before);
  return { name, reqs: [req], channel: "cmd", device, hex, result: "invalid", error };
}

/** A revocation of a key to come, when so many are denied already. */
function revocation(name: string, deniedBefore: number, result: "done" | "refused"): SealRow {
  const denied = Array.from({ length: deniedBefore }, (_, index) => 100 + index);
  const next = 100 + deniedBefore;
  const message = encodeItem([
    16,
    new Map<number, Item>([
      [-1, "k-1"],
      [-2, 2],
      [-3, UNTIL],
      [-4, next],
    ]),
  ]);
  const hex = hexOf(sealedUnder(message, PLACE, keyOf(SECRET, PLACE, 1), headerOf(1, {})));
  const isDone = result === "done";
  return {
    name,
    reqs: ["OMDP-SEC-015"],
    channel: "cmd",
    device: deviceOf(ring(1, 0, denied)),
    hex,
    result: "valid",
    message: hexOf(message),
    after: ring(1, 1, isDone ? [...denied, next] : denied),
    reply: isDone ? { result } : { result, refusal: "busy" },
  };
}
