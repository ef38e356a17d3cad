import {
  admitSealed,
  changeKeys,
  type DownChannel,
  decodeAs,
  deriveKey,
  externalData,
  KeyChange,
  type KeyRing,
  type SealAlgorithm,
  sealMessage,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";
import { decodeItem, type Item } from "../../../support/stranger/cbor.ts";
import { sealedUnder, keyOf as strangersKey } from "../../../support/stranger/seal.ts";

interface VectorKey {
  readonly keyId: number;
  readonly algorithm: SealAlgorithm;
  readonly material: string;
  readonly commandCounter: number;
  readonly configCounter: number;
}

interface VectorRing {
  readonly keys: readonly VectorKey[];
  readonly newestKeyId: number;
  readonly denied: readonly number[];
}

interface VectorRow {
  readonly name: string;
  readonly channel: DownChannel;
  readonly device: VectorRing & { readonly bootId: number; readonly civilMs?: number };
  readonly hex: string;
  readonly result: "valid" | "invalid";
  readonly error?: string;
  /** The open message inside. */
  readonly message?: string;
  /** What the device keeps afterwards. */
  readonly after?: VectorRing;
  /** What it answers to a change of keys. */
  readonly reply?: { readonly result: string; readonly refusal?: string };
}

interface Vectors {
  readonly tenant: string;
  readonly deviceId: string;
  readonly secret: string;
  readonly rows: readonly VectorRow[];
}

const VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/security.json")) as Vectors;
const LIMITS = JSON.parse(readCommitted("protocols/spec/vectors/limits-of-seals.json")) as Vectors;
const ROWS = [...VECTORS.rows, ...LIMITS.rows];
const ADDRESS = { tenant: VECTORS.tenant, deviceId: VECTORS.deviceId };
const SECRET = bytesOf(VECTORS.secret);

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function ringOf({ keys, newestKeyId, denied }: VectorRing): KeyRing {
  const read = keys.map((key) => ({ ...key, material: bytesOf(key.material) }));
  return { secret: SECRET, keys: read, newestKeyId, denied };
}

function admit({ device, hex, channel }: VectorRow) {
  const clockSet = device.civilMs !== undefined;
  const context = { address: ADDRESS, channel, bootId: device.bootId, clockSet };
  return admitSealed(nodeSealPort, ringOf(device), bytesOf(hex), context);
}

const VALID = ROWS.filter(({ result }) => result === "valid");
const INVALID = ROWS.filter(({ result }) => result === "invalid");

describe("the security vectors", () => {
  it.each(VALID.map((row) => [row.name, row] as const))("%s is let through", (_name, row) => {
    const admitted = admit(row);
    if (!admitted.ok) throw new Error(admitted.error.message);
    const { message, header, ring } = admitted.value;
    expect(Buffer.from(message).toString("hex")).toBe(row.message);
    const change = decodeAs(KeyChange, message);
    if (!change.ok) {
      expect(row.reply).toBeUndefined();
      expect(ring).toEqual(row.after && ringOf(row.after));
      return;
    }
    const { civilMs } = row.device;
    const context = { address: ADDRESS, sealedUnder: header.keyId, civilMs };
    const changed = changeKeys(nodeSealPort, ring, change.value, context);
    expect(changed.ok ? { result: "done" } : { result: "refused", ...refusalOf(changed) }).toEqual(
      row.reply,
    );
    expect(changed.ok ? changed.ring : ring).toEqual(row.after && ringOf(row.after));
  });

  it.each(INVALID.map((row) => [row.name, row] as const))("%s is refused", (_name, row) => {
    expect(admit(row)).toMatchObject({ ok: false, error: { code: row.error } });
  });

  it("are all for the same device", () => {
    const { rows: _rows, ...shared } = VECTORS;
    expect(LIMITS).toMatchObject(shared);
  });

  it("are sealed here byte for byte as they stand there", () => {
    const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    for (const row of VALID) {
      const admitted = admit(row);
      if (!admitted.ok) throw new Error(admitted.error.message);
      const { header, message } = admitted.value;
      const { keyId, algorithm, counter, bootId } = header;
      const material =
        algorithm === "EdDSA" ? bytesOf(seed) : deriveKey(nodeSealPort, SECRET, ADDRESS, keyId);
      const bytes = sealMessage(nodeSealPort, {
        message,
        external: externalData(ADDRESS, row.channel),
        key: { keyId, algorithm, material },
        counter,
        ...(bootId === undefined ? {} : { bootId }),
      });
      expect(Buffer.from(bytes).toString("hex"), row.name).toBe(row.hex);
    }
  });

  it("are sealed byte for byte so by an implementation that was written from the text alone", () => {
    for (const row of VALID) {
      const [header, , message, tag] = decodeItem(bytesOf(row.hex)) as readonly Item[];
      const fields = decodeItem(header as Uint8Array) as ReadonlyMap<number, number | Uint8Array>;
      if (fields.get(1) !== 4) continue;
      const [high = 0, low = 0] = fields.get(4) as Uint8Array;
      const place = { ...ADDRESS, channel: row.channel };
      const key = strangersKey(SECRET, place, high * 256 + low);
      const bytes = sealedUnder(message as Uint8Array, place, key, fields);
      expect(Buffer.from(bytes).toString("hex"), row.name).toBe(row.hex);
      expect((tag as Uint8Array).length).toBe(8);
    }
  });

  it("show every reason for which a message is refused by its bytes", () => {
    expect([...new Set(INVALID.map(({ error }) => error))].toSorted()).toEqual([
      "not-sealed",
      "seal-algorithm",
      "seal-form",
      "seal-header",
      "seal-other-boot",
      "seal-replayed",
      "seal-revoked-key",
      "seal-unknown-key",
      "seal-wrong-tag",
    ]);
  });
});

function refusalOf(changed: { readonly refusal: string }) {
  return { refusal: changed.refusal };
}
