import {
  type Admission,
  admitSealed,
  changeKeys,
  type DownChannel,
  type DurableStore,
  decodeAs,
  encodeKeyRing,
  encodeMessage,
  KeyChange,
  type KeyRing,
  newestKey,
  Reply,
  recoverKeyRing,
  type SealAddress,
  type SealErrorCode,
  type SealPort,
  type StoreFailure,
} from "@dosekit/protocols";
import type { ArmourBoot, ArmourPort, ArmourSession, SealState } from "../device/armour-port.ts";
import { nodeSealPort } from "./node-seal-port.ts";

/** Messages that wait while a counter becomes durable; beyond, hosts have to repeat. */
export const ARMOUR_WAITING_MAX = 64;
/** Entries in the storage of keys after which it is written anew. */
export const ARMOUR_ENTRIES_MAX = 64;

/** What a device's armour is made of. */
export interface DeviceArmourOptions {
  /** Names under which the device was provisioned. */
  readonly address: SealAddress;
  /** Storage of the keys, apart from the journal's and unreadable for others. */
  readonly store: DurableStore;
  /** Node's own cryptography unless given; without signatures only Mac0 is taken. */
  readonly port?: SealPort;
}

/**
 * The security profile of a device: takes what its keys vouch for, once, and nothing else.
 *
 * What a message allows is done only after its counter is durable, so that no power cut makes room
 * for a replay. A device whose keys can't be read takes nothing.
 *
 * @see OMDP-SEC-004 to OMDP-SEC-017
 */
export class DeviceArmour implements ArmourPort {
  readonly #options: DeviceArmourOptions;

  constructor(options: DeviceArmourOptions) {
    this.#options = options;
  }

  /** See `ArmourPort.begin`. */
  begin(boot: ArmourBoot): ArmourSession {
    return new DeviceArmourSession(this.#options, boot);
  }
}

interface Arrived {
  readonly channel: DownChannel;
  readonly payload: Uint8Array;
}

/** What is done once a ring is durable. */
interface Judged {
  readonly ring: KeyRing;
  readonly act: () => void;
}

/**
 * Invariants: one write is under way at a time; messages are answered in the order in which they
 * came; memory never holds a counter that storage does not; once ended, nothing is let through.
 */
class DeviceArmourSession implements ArmourSession {
  readonly #store: DurableStore;
  readonly #address: SealAddress;
  readonly #port: SealPort;
  readonly #boot: ArmourBoot;
  readonly #waiting: Arrived[] = [];
  #ring: KeyRing | undefined;
  /** Entries since the storage was written anew; the first write of a boot clears torn ones away. */
  #entries = ARMOUR_ENTRIES_MAX;
  #busy = false;
  #ended = false;

  constructor({ store, address, port = nodeSealPort }: DeviceArmourOptions, boot: ArmourBoot) {
    this.#store = store;
    this.#address = address;
    this.#port = port;
    this.#boot = boot;
    this.#ring = readRing(store);
  }

  receive(channel: DownChannel, payload: Uint8Array): void {
    if (this.#ended) return;
    if (this.#waiting.length >= ARMOUR_WAITING_MAX) {
      this.#refuse("seal-busy");
      return;
    }
    this.#waiting.push({ channel, payload });
    this.#work();
  }

  sealState(): SealState {
    const key = this.#ring && newestKey(this.#ring);
    return key === undefined ? {} : { sealKeyId: key.keyId, sealCounter: key.commandCounter };
  }

  end(): void {
    this.#ended = true;
    this.#waiting.length = 0;
  }

  /** Works until a write is under way or nothing waits; what a message leads to may send more. */
  #work(): void {
    if (this.#busy) return;
    this.#busy = true;
    while (!this.#ended) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      const judged = this.#judge(next);
      if (judged === undefined) continue;
      if (judged.ring !== this.#ring) {
        this.#keep(judged);
        return;
      }
      judged.act();
    }
    this.#busy = false;
  }

  #judge({ channel, payload }: Arrived): Judged | undefined {
    const ring = this.#ring;
    if (ring === undefined) {
      this.#refuse("seal-no-keys");
      return undefined;
    }
    const { bootId, civilMs } = this.#boot;
    const clockSet = civilMs() !== undefined;
    const context = { address: this.#address, channel, bootId, clockSet };
    const admitted = admitSealed(this.#port, ring, payload, context);
    if (!admitted.ok) {
      this.#refuse(admitted.error.code);
      return undefined;
    }
    const change = channel === "cmd" ? decodeAs(KeyChange, admitted.value.message) : undefined;
    if (change?.ok === true) return this.#changed(admitted.value, change.value);
    const { message, ring: after } = admitted.value;
    return { ring: after, act: () => this.#boot.pass(channel, message) };
  }

  /** The counter and the change become durable in one write. */
  #changed({ ring, header }: Admission, change: KeyChange): Judged {
    const result = changeKeys(this.#port, ring, change, {
      address: this.#address,
      sealedUnder: header.keyId,
      civilMs: this.#boot.civilMs(),
    });
    const { commandId } = change;
    const reply: Reply = result.ok
      ? { commandId, result: "done" }
      : { commandId, result: "refused", refusal: result.refusal };
    return {
      ring: result.ok ? result.ring : ring,
      act: () => this.#boot.reply(encodeMessage(Reply, reply)),
    };
  }

  #keep({ ring, act }: Judged): void {
    const entry = encodeKeyRing(ring);
    const answered = once((failure?: StoreFailure) => {
      if (this.#ended) return;
      if (failure === undefined) {
        this.#ring = ring;
        this.#entries += 1;
        act();
      } else {
        this.#entries = ARMOUR_ENTRIES_MAX;
        this.#refuse("seal-not-kept");
      }
      this.#busy = false;
      this.#work();
    });
    if (this.#entries < ARMOUR_ENTRIES_MAX) {
      this.#store.append(entry, answered);
      return;
    }
    this.#entries = 0;
    this.#store.replaceAll(entry, answered);
  }

  #refuse(code: SealErrorCode): void {
    this.#boot.refused(code);
  }
}

function readRing(store: DurableStore): KeyRing | undefined {
  try {
    return recoverKeyRing(store.recover());
  } catch {
    return undefined;
  }
}

/** A store that answers twice must not let a message through twice. */
function once(answer: (failure?: StoreFailure) => void): (failure?: StoreFailure) => void {
  let answered = false;
  return (failure) => {
    if (answered) return;
    answered = true;
    answer(failure);
  };
}
