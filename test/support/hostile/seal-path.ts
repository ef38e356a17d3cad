import {
  admitSealed,
  type CborValue,
  encodeCanonical,
  encodeSealHeader,
  externalData,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";
import type { FateStream } from "../protocols/fate-stream.ts";
import { ADDRESS, freshRing, keyOf, sealed } from "../security/seal-bench.ts";
import { below, oneOf } from "./byte-mutations.ts";
import { demand, type HostilePath, hex, type PathParts, sameBytes } from "./hostile-path.ts";
import { mutatedMessage } from "./mutated.ts";

const CONTEXT = { address: ADDRESS, channel: "cmd", bootId: 9, clockSet: true } as const;
const EXTERNAL = externalData(ADDRESS, "cmd");

/** What lets sealed commands into a device. */
export class SealPath implements HostilePath {
  readonly name = "sealed";
  readonly share = 6;
  readonly #parts: PathParts;
  readonly #sealed: readonly Uint8Array[];
  readonly #headers: readonly Uint8Array[];
  readonly #known: ReadonlySet<string>;
  readonly #key = keyOf(1);
  readonly #ring = freshRing();
  #cases = 0;

  constructor(parts: PathParts) {
    this.#parts = parts;
    this.#sealed = parts.messages.map((message, index) =>
      sealed(message, { counter: 1 + index, ...(index % 3 === 0 ? { bootId: 9 } : {}) }),
    );
    this.#known = new Set(this.#sealed.map(hex));
    this.#headers = [1, 24, 70_000, 2 ** 40].map((counter) =>
      encodeSealHeader({ algorithm: "HMAC 256/64", keyId: 1, counter }),
    );
  }

  feed(fate: FateStream): void {
    this.#cases += 1;
    if (fate() < 0.6) this.#damaged(mutatedMessage(this.#sealed, fate));
    else this.#forged(fate);
  }

  settle(): void {
    const counted = this.#parts.tally.total(this.name);
    demand(counted >= this.#cases, () => `${this.#cases} cases, ${counted} outcomes`);
  }

  /** Without the key nothing but the sealed message itself is let in. */
  #damaged(bytes: Uint8Array): void {
    const result = admitSealed(nodeSealPort, this.#ring, bytes, CONTEXT);
    this.#parts.tally.add(this.name, result.ok ? "taken" : result.error.code);
    if (result.ok) demand(this.#known.has(hex(bytes)), () => `was let in: ${hex(bytes)}`);
  }

  /** Under the right key a spoilt header or message comes further. */
  #forged(fate: FateStream): void {
    const header = oneOf(fate, this.#headers);
    const head = fate() < 0.7 ? mutatedMessage(this.#headers, fate) : header;
    const message = mutatedMessage(this.#parts.messages, fate);
    const covered = encodeCanonical(["MAC0", head, EXTERNAL, message]);
    const tag = nodeSealPort.hmacSha256(this.#key.material, covered).slice(0, 8);
    const unprotected = new Map<number, CborValue>(fate() < 0.05 ? [[below(fate, 9), 1]] : []);
    const bytes = encodeCanonical([head, unprotected, message, tag]);
    const result = admitSealed(nodeSealPort, this.#ring, bytes, CONTEXT);
    this.#parts.tally.add(this.name, result.ok ? "taken" : result.error.code);
    if (!result.ok) return;
    const again = encodeSealHeader(result.value.header);
    const isWhole = sameBytes(result.value.message, message) && sameBytes(again, head);
    demand(isWhole, () => `not what was sealed: ${hex(bytes)}`);
  }
}
