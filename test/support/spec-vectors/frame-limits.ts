import { type StrangerFrame, TYPES, writeFrame } from "../stranger/frames.ts";

/** A vector at a limit of a frame, or one past it. */
export interface FrameRow {
  readonly name: string;
  readonly reqs: readonly string[];
  /** Greatest payload that both ends agreed on. */
  readonly payloadMax: number;
  readonly hex: string;
  readonly result: "valid" | "acceptable" | "invalid";
  readonly error?: string;
  readonly frame?: {
    readonly type: string;
    readonly seq: number;
    readonly ack: number;
    readonly payload: string;
    readonly drop?: { readonly address: number; readonly from: string };
  };
}

const NAMES = new Map(Object.entries(TYPES).map(([name, number]) => [number, name]));
const BASE: StrangerFrame = { type: TYPES.DATA, seq: 1, ack: 1, payload: Uint8Array.of(0xc0) };

/** Vectors at each limit of a frame and one past it. */
export function frameLimits(): readonly FrameRow[] {
  const filled = (size: number) => new Uint8Array(size).fill(0x55);
  return [
    ...[512, 1_024].flatMap((payloadMax) => [
      valid(
        `a payload of ${payloadMax} bytes`,
        "OMDP-FRM-006",
        { payload: filled(payloadMax) },
        payloadMax,
      ),
      invalid(
        `a payload of ${payloadMax + 1} bytes`,
        ["OMDP-FRM-006", "too-long"],
        { payload: filled(payloadMax + 1) },
        payloadMax,
      ),
    ]),
    valid("no payload", "OMDP-FRM-001", { payload: new Uint8Array() }),
    valid("the least numbers", "OMDP-FRM-001", { seq: 0, ack: 0 }),
    valid("the greatest numbers", "OMDP-FRM-001", { seq: 255, ack: 255 }),
    ...[...NAMES.keys()].map((type) =>
      valid(`the type ${NAMES.get(type)}`, "OMDP-FRM-001", { type }),
    ),
    invalid("the type 0", ["OMDP-FRM-005", "type"], { type: 0 }),
    invalid("the type 9", ["OMDP-FRM-005", "type"], { type: 9 }),
    invalid("the type 15", ["OMDP-FRM-005", "type"], { type: 15 }),
    ...addressRows(),
    // A frame of nine or ten bytes of each length around a full run of 254.
    ...[245, 244, 246].map((size) =>
      valid(`${size + 9} bytes without a zero`, "OMDP-FRM-002", noZero(size)),
    ),
    acceptable("further zeros around a frame", "OMDP-FRM-003", (wire) => `0000${wire}00`),
  ];
}

function addressRows(): readonly FrameRow[] {
  const at = (number: number, fromDevice: boolean) => ({ address: { number, fromDevice } });
  return [
    valid("the address 1 from the gateway", "OMDP-FRM-009", at(1, false)),
    valid("the address 126 from a device", "OMDP-FRM-009", at(126, true)),
    valid("the address 127 from the gateway", "OMDP-FRM-009", {
      type: TYPES.TIME,
      ...at(127, false),
    }),
    invalid("the address 0 from the gateway", ["OMDP-FRM-009", "address"], at(0, false)),
    invalid("the address 127 from a device", ["OMDP-FRM-009", "address"], at(127, true)),
  ];
}

/** A payload for which neither header nor checksum has a zero in it. */
function noZero(size: number): Partial<StrangerFrame> {
  for (let byte = 1; byte < 256; byte += 1) {
    const payload = new Uint8Array(size).fill(byte);
    const wire = writeFrame({ ...BASE, payload });
    // The one zero of the header is the first byte of the length.
    if (wire.indexOf(0) === wire.length - 1 && wire[0] === 4 && !hasZeroBehind(wire))
      return { payload };
  }
  throw new RangeError(`no payload of ${size} bytes without a zero`);
}

/** Whether a zero was taken out behind the one of the length. */
function hasZeroBehind(wire: Uint8Array): boolean {
  const second = wire[4] ?? 0;
  return second !== 255 && 4 + second !== wire.length - 1;
}

function wireOf(change: Partial<StrangerFrame>): string {
  return Buffer.from(writeFrame({ ...BASE, ...change })).toString("hex");
}

function valid(
  name: string,
  req: string,
  change: Partial<StrangerFrame>,
  payloadMax = 512,
): FrameRow {
  const { type, seq, ack, payload, address } = { ...BASE, ...change };
  const drop = address && {
    address: address.number,
    from: address.fromDevice ? "device" : "gateway",
  };
  const frame = {
    ...{ type: NAMES.get(type) ?? "", seq, ack },
    payload: Buffer.from(payload).toString("hex"),
    ...(drop === undefined ? {} : { drop }),
  };
  return { name, reqs: [req], payloadMax, hex: wireOf(change), result: "valid", frame };
}

function invalid(
  name: string,
  [req, error]: readonly [string, string],
  change: Partial<StrangerFrame>,
  payloadMax = 512,
): FrameRow {
  return { name, reqs: [req], payloadMax, hex: wireOf(change), result: "invalid", error };
}

function acceptable(name: string, req: string, around: (wire: string) => string): FrameRow {
  const made = valid(name, req, {});
  return { ...made, result: "acceptable", hex: around(made.hex) };
}
