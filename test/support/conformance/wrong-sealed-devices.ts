import { type DutTarget, R, type RequirementId } from "@dosekit/conformance";
import {
  admitSealed,
  CounterReport,
  DeviceState,
  decodeAs,
  decodeStrict,
  deriveKey,
  encodeMessage,
  KeyChange,
  type KeyRing,
  looksSealed,
  newKeyRing,
  Reply,
  readSealed,
  type SealKey,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";
import { type ArmourBoot, type ArmourPort, MemoryStore } from "@dosekit/sdk/device";
import type { DevicePatch } from "./own-device.ts";
import { changing, read, type Spoiler, spoiled } from "./patched-transport.ts";

/** Our own device with one thing wrong in what it takes and keeps of seals. */
export interface WrongSealedDevice {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: DevicePatch;
}

type Receive = ReturnType<ArmourPort["begin"]>["receive"];

/** How an armour is spoiled: what it does with a message before, or in place of, the right one. */
type Spoil = (right: Receive, boot: ArmourBoot, target: DutTarget) => Receive;

function wrong(name: string, breaks: RequirementId, spoil: Spoil): WrongSealedDevice {
  const armour = (right: ArmourPort, target: DutTarget): ArmourPort => ({
    begin: (boot) => {
      const session = right.begin(boot);
      const receive = spoil((...message) => session.receive(...message), boot, target);
      return { receive, sealState: () => session.sealState(), end: () => session.end() };
    },
  });
  return { name, breaks, patch: { armour } };
}

function talks(name: string, breaks: RequirementId, spoiler: Spoiler): WrongSealedDevice {
  return { name, breaks, patch: { transport: (transport) => spoiled(transport, spoiler) } };
}

function keyOf(target: DutTarget, keyId: number): SealKey {
  const secret = Buffer.from(target.secret ?? "", "hex");
  const material = deriveKey(nodeSealPort, secret, target, keyId);
  return { keyId, algorithm: "HMAC 256/64", material };
}

/** A ring that knows keys and remembers nothing. */
function freshRing(target: DutTarget, keyId = 1): KeyRing {
  return newKeyRing(Buffer.from(target.secret ?? "", "hex"), keyOf(target, keyId));
}

/** The open message in a sealed one. */
function inside(payload: Uint8Array): Uint8Array | undefined {
  const sealed = readSealed(payload);
  return sealed.ok ? sealed.value.message : undefined;
}

/** Storage of keys that always holds what it held first. */
class ForgetfulStore extends MemoryStore {
  #first: readonly Uint8Array[] | undefined;

  override recover(): readonly Uint8Array[] {
    this.#first ??= super.recover();
    return this.#first;
  }
}

/** Takes what the tag vouches for, whatever came before, and whatever the boot. */
const forgetting =
  (clockSet: (boot: ArmourBoot) => boolean): Spoil =>
  (right, boot, target) =>
  (channel, payload) => {
    const context = { address: target, channel, bootId: boot.bootId, clockSet: clockSet(boot) };
    const admitted = admitSealed(nodeSealPort, freshRing(target), payload, context);
    const isChange = admitted.ok && read(KeyChange, admitted.value.message) !== undefined;
    if (admitted.ok && !isChange) boot.pass(channel, admitted.value.message);
    else right(channel, payload);
  };

/** Answers changes of keys as if they were made. */
const agreeing =
  (which: (change: KeyChange) => boolean): Spoil =>
  (right, boot) =>
  (channel, payload) => {
    const change = decodeAs(KeyChange, inside(payload) ?? new Uint8Array());
    if (!change.ok || !which(change.value)) {
      right(channel, payload);
      return;
    }
    const { commandId } = change.value;
    boot.reply(encodeMessage(Reply, { commandId, result: "done" }));
  };

/** Wrong devices of the security profile, one thing wrong with each. */
export const WRONG_SEALED_DEVICES: readonly WrongSealedDevice[] = [
  wrong("takes what is open, too", R.OMDP_SEC_004, (right, boot) => (channel, payload) => {
    if (looksSealed(payload)) right(channel, payload);
    else boot.pass(channel, payload);
  }),
  wrong("looks at no tag", R.OMDP_SEC_001, (right, boot) => (channel, payload) => {
    const message = inside(payload);
    const isChange = message !== undefined && read(KeyChange, message) !== undefined;
    if (message === undefined || isChange) right(channel, payload);
    else boot.pass(channel, message);
  }),
  wrong("does not care whom it is for", R.OMDP_SEC_003, (right, boot) => (channel, payload) => {
    const message = inside(payload);
    const isChange = message !== undefined && read(KeyChange, message) !== undefined;
    if (message === undefined || isChange) right(channel, payload);
    else boot.pass(channel, message);
  }),
  wrong(
    "takes a counter twice",
    R.OMDP_SEC_007,
    forgetting(({ civilMs }) => civilMs() !== undefined),
  ),
  wrong(
    "takes older configurations",
    R.OMDP_SEC_008,
    forgetting(() => true),
  ),
  wrong(
    "takes any boot without a clock",
    R.OMDP_SEC_011,
    forgetting(() => true),
  ),
  {
    name: "forgets its counters in a power cut",
    breaks: R.OMDP_SEC_010,
    patch: { keyStore: () => new ForgetfulStore() },
  },
  wrong("counts no acknowledgement wrong", R.OMDP_SEC_009, (right, boot) => (channel, payload) => {
    const message = channel === "ack" ? inside(payload) : undefined;
    if (message === undefined) right(channel, payload);
    else boot.pass(channel, message);
  }),
  wrong(
    "never revokes",
    R.OMDP_SEC_015,
    agreeing(({ action }) => action === "revoke"),
  ),
  wrong(
    "activates all that it is told",
    R.OMDP_SEC_014,
    agreeing(({ keyId }) => keyId === 3),
  ),
  wrong(
    "has three keys",
    R.OMDP_SEC_013,
    agreeing(({ keyId }) => keyId === 3),
  ),
  wrong(
    "revokes the key that seals",
    R.OMDP_SEC_016,
    agreeing(({ keyId }) => keyId === 1),
  ),
  wrong(
    "changes keys at any time",
    R.OMDP_SEC_017,
    agreeing(() => true),
  ),
  talks("names no key", R.OMDP_SEC_024, {
    up: changing(DeviceState, ({ sealKeyId: _key, sealCounter: _counter, ...state }) => state),
  }),
  talks("counts nothing", R.OMDP_SEC_018, {
    up: changing(CounterReport, (report) => ({ ...report, rejected: [] })),
  }),
  talks("reads sealed messages outside the profile", R.OMDP_SEC_005, {
    down: (passing) => ({ ...passing, payload: inside(passing.payload) ?? passing.payload }),
  }),
  wrong(
    "takes any algorithm under its key",
    R.OMDP_SEC_019,
    (right, boot) => (channel, payload) => {
      const sealed = readSealed(payload);
      const isSigned = sealed.ok && sealed.value.header.algorithm === "EdDSA";
      if (isSigned) boot.pass(channel, sealed.value.message);
      else right(channel, payload);
    },
  ),
  wrong(
    "takes other keys when it can't read its own",
    R.OMDP_SEC_023,
    forgetting(() => true),
  ),
  {
    name: "writes its secret down",
    breaks: R.OMDP_SEC_025,
    patch: {
      transport: (transport, { secret = "" }) =>
        spoiled(transport, {
          up: changing(CounterReport, (report) => {
            if (secret === "") return report;
            return { ...report, rejected: [{ reason: secret.slice(0, 32), count: 1 }] };
          }),
        }),
    },
  },
  wrong("looks at no header", R.OMDP_SEC_002, (right, boot) => (channel, payload) => {
    const parts = readSealed(payload).ok ? undefined : decodeStrict(payload);
    const message = parts?.ok === true && Array.isArray(parts.value) ? parts.value[2] : undefined;
    if (message instanceof Uint8Array) boot.pass(channel, message);
    else right(channel, payload);
  }),
  wrong(
    "derives keys in a way of its own",
    R.OMDP_SEC_012,
    (_right, boot, { secret = "", ...target }) =>
      (channel, payload) => {
        const ring = freshRing({ ...target, secret: [...secret].reverse().join("") });
        const context = { address: target, channel, bootId: boot.bootId, clockSet: true };
        const admitted = admitSealed(nodeSealPort, ring, payload, context);
        if (admitted.ok) boot.pass(channel, admitted.value.message);
        else boot.refused(admitted.error.code);
      },
  ),
];
