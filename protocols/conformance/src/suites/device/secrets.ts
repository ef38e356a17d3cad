import { createPrivateKey, sign } from "node:crypto";
import { deriveKey, encodeCanonical, externalData, keyIdBytes } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Kit } from "../../scenario/kit.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { kitSealPort } from "../../security/kit-seal-port.ts";
import { answered, commandBytes, gives, ID } from "./sealing.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "SEC", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
/** Bytes of a secret that nobody says by chance. */
const TELLING_BYTES = 8;
const TAG_BYTES = 8;
/** DER in front of the seed of a private key of Ed25519. @see RFC 8410 */
const SEED_HEAD = "302e020100300506032b657004220420";

/** The secret of the device and its first key, in bytes. */
function secretsOf({ target }: Kit): readonly Uint8Array[] {
  const secret = Uint8Array.from(Buffer.from(target.secret ?? "", "hex"));
  return [secret, deriveKey(kitSealPort, secret, target, 1)];
}

/** Messages of the device with a part of a secret in them, as bytes or as hexadecimal digits. */
function leaks(kit: Kit): number {
  const parts = secretsOf(kit).flatMap((secret) => {
    const starts = [0, TELLING_BYTES, 2 * TELLING_BYTES, 3 * TELLING_BYTES];
    return starts.map((at) => Buffer.from(secret.subarray(at, at + TELLING_BYTES)));
  });
  const said = kit.trace.publications().map(({ payload }) => Buffer.from(payload));
  return said.filter((bytes) =>
    parts.some((part) => {
      const hex = part.toString("hex");
      return bytes.includes(part) || bytes.toString("latin1").toLowerCase().includes(hex);
    }),
  ).length;
}

/** A command signed by Ed25519, with the bytes of the key for Mac0 as its seed. */
function signedCommand(kit: Kit): Uint8Array {
  const [, key = new Uint8Array(32)] = secretsOf(kit);
  const header = new Map<number, number | Uint8Array>([
    [1, -8],
    [4, keyIdBytes(1)],
    [-65_537, 900],
  ]);
  const protectedBytes = encodeCanonical(header);
  const message = commandBytes(kit);
  const external = externalData(kit.target, "cmd");
  const signed = encodeCanonical(["Signature1", protectedBytes, external, message]);
  const der = Buffer.concat([Buffer.from(SEED_HEAD, "hex"), key]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const tag = Uint8Array.from(sign(null, signed, privateKey));
  return encodeCanonical([protectedBytes, new Map<number, number>(), message, tag]);
}

/** A command with a right tag, whose protected header has a label that the profile does not know. */
function withMoreInItsHeader(kit: Kit): Uint8Array {
  const [, key = new Uint8Array(32)] = secretsOf(kit);
  const header = new Map<number, number | Uint8Array>([
    [1, 4],
    [4, keyIdBytes(1)],
    [5, new Uint8Array(8)],
    [-65_537, 900],
  ]);
  const protectedBytes = encodeCanonical(header);
  const message = commandBytes(kit);
  const external = externalData(kit.target, "cmd");
  const authenticated = encodeCanonical(["MAC0", protectedBytes, external, message]);
  const tag = kitSealPort.hmacSha256(key, authenticated).slice(0, TAG_BYTES);
  return encodeCanonical([protectedBytes, new Map<number, number>(), message, tag]);
}

/** What a device does with keys of another kind, with unreadable ones, and with its secrets. */
export const DEVICE_SECRETS: readonly Scenario[] = [
  scenario("sec/another-algorithm", { ...AGAINST, reqs: [R.OMDP_SEC_019] }, (s) => {
    s.prologue.timed();
    s.drive.host.bytes("a command signed under a key for Mac0", "cmd", (_trace, kit) =>
      signedCommand(kit),
    );
    s.check.none(answered());
    s.epilogue.stillAnswers();
  }),

  scenario("sec/its-own-algorithm", { ...ABOUT, reqs: [R.OMDP_SEC_019, R.OMDP_SEC_012] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command under the key and its algorithm");
    s.check.within(answered(ID, "done"), "reactionMs");
  }),

  scenario("sec/another-header", { ...AGAINST, reqs: [R.OMDP_SEC_002] }, (s) => {
    s.prologue.timed();
    s.drive.host.bytes("a command whose header says more than it may", "cmd", (_trace, kit) =>
      withMoreInItsHeader(kit),
    );
    s.check.none(answered());
    s.epilogue.stillAnswers();
  }),

  scenario(
    "sec/unreadable-keys",
    { ...AGAINST, needs: ["storage"], reqs: [R.OMDP_SEC_023] },
    (s) => {
      s.prologue.timed();
      s.drive.dut("power-cut");
      s.drive.dut("spoil-keys");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      gives(s, "the host gives a sealed command");
      s.drive.host.bytes("and an open one", "cmd", (_trace, kit) => commandBytes(kit, "open"));
      s.check.none(answered());
      s.check.none(answered("open"));
      s.drive.dut("event");
      s.drive.pause("quietMs");
    },
  ),

  scenario(
    "sec/keys-read-after-a-restart",
    { ...ABOUT, needs: ["storage"], reqs: [R.OMDP_SEC_023] },
    (s) => {
      s.prologue.timed();
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      gives(s, "the host gives a sealed command");
      s.check.within(answered(ID, "done"), "reactionMs");
    },
  ),

  scenario("sec/no-secret-in-what-it-says", { ...AGAINST, reqs: [R.OMDP_SEC_025] }, (s) => {
    s.prologue.timed();
    s.drive.dut("event");
    s.drive.dut("alert");
    gives(s, "the host gives a sealed command");
    s.drive.host.bytes("and one with its tag turned", "cmd", (_trace, kit) => {
      const bytes = kit.seal("cmd", commandBytes(kit, "turned"));
      return bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1);
    });
    for (const report of ["capabilities", "counters"] as const) {
      s.drive.host.report(`the host asks for ${report}`, () => ({ requestId: 5, report }));
    }
    s.check.within(answered(ID, "done"), "reactionMs", { scope: "all" });
    s.drive.pause("quietMs");
    s.drive.does("looks at all that it said", (kit) => kit.note("leaks", leaks(kit)));
    s.check.holds("no part of its secret or key is in it", (trace) => {
      const found = trace.answer("leaks");
      const said = trace.publications().length;
      const seen = `${found} of ${said} messages`;
      if (said === 0) return { verdict: "unverified", seen };
      return { verdict: found === 0 ? "pass" : "fail", seen };
    });
  }),
];
