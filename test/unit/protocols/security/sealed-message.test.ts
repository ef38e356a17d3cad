import { createHmac, createPrivateKey, createPublicKey } from "node:crypto";
import { Mac0, Sign1 } from "@auth0/cose";
import {
  authenticatedBytes,
  encodeSealHeader,
  externalData,
  isAuthentic,
  looksSealed,
  readSealed,
  type SealKey,
  sealMessage,
} from "@dosekit/protocols";
import { ed25519PublicKey, nodeMacPort, nodeSealPort } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { ADDRESS, keyOf, SECRET, sealed, selfTest } from "../../../support/security/seal-bench.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));

describe("what a tag is made of", () => {
  const key = fromHex("849b57219dae48de646d07dbb533566e976686457c1491be3a76dcea6c427188");
  const content = new Uint8Array(Buffer.from("This is the content."));
  const none = new Uint8Array();

  it("is that of the published example of HMAC 256/64", () => {
    const bytes = authenticatedBytes("HMAC 256/64", fromHex("a10104"), none, content);
    expect(hex(bytes)).toBe("84644d41433043a101044054546869732069732074686520636f6e74656e742e");
    expect(hex(nodeSealPort.hmacSha256(key, bytes).slice(0, 8))).toBe("11f9e357975fb849");
  });

  it("is that of the published example with external data", () => {
    const external = fromHex("ff00ee11dd22cc33bb44aa559966");
    const bytes = authenticatedBytes("HMAC 256/64", none, external, content);
    expect(hex(bytes)).toBe(
      "84644d414330404eff00ee11dd22cc33bb44aa55996654546869732069732074686520636f6e74656e742e",
    );
    expect(hex(nodeSealPort.hmacSha256(key, bytes))).toBe(
      "0fecaec59bb46cc8a488aaca4b205e322dd52696b75a45768d3c302dd4bae2f7",
    );
  });

  it("is that of the published example of EdDSA with Ed25519", () => {
    const bytes = authenticatedBytes("EdDSA", fromHex("a201270300"), none, content);
    expect(hex(bytes)).toBe(
      "846a5369676e61747572653145a2012703004054546869732069732074686520636f6e74656e742e",
    );
    const seed = fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    expect(hex(ed25519PublicKey(seed))).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
    expect(hex(nodeSealPort.signEd25519(seed, bytes))).toBe(
      "7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87" +
        "11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d",
    );
  });
});

describe("beside an independent COSE library", () => {
  const external = externalData(ADDRESS, "cmd");
  const seed = SECRET.map((byte) => byte ^ 0x55);
  const signer: SealKey = { keyId: 2, algorithm: "EdDSA", material: seed };
  const publicKey = ed25519PublicKey(seed);
  const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
  const theirPublicKey = createPublicKey({ key: der, format: "der", type: "spki" });
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const theirPrivateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });

  it("a signed message of ours is read and verified there, external data included", async () => {
    const bytes = sealMessage(nodeSealPort, {
      ...{ message: selfTest(), external, key: signer, counter: 7, bootId: 9 },
    });
    const theirs = Sign1.decode(bytes);
    expect(Buffer.from(theirs.payload)).toEqual(Buffer.from(selfTest()));
    expect(theirs.protectedHeaders.get(-65_537)).toBe(7);
    await theirs.verify(theirPublicKey, { externalAAD: external });
    const other = externalData({ ...ADDRESS, deviceId: "other" }, "cmd");
    await expect(theirs.verify(theirPublicKey, { externalAAD: other })).rejects.toThrow();
    await expect(theirs.verify(theirPublicKey)).rejects.toThrow();
  });

  it("a message that was signed there is verified here", async () => {
    const made = await Sign1.sign([[1, -8]], [], selfTest(), theirPrivateKey);
    const protectedBytes = Uint8Array.of(0xa1, 0x01, 0x27);
    const parts = {
      header: { algorithm: "EdDSA", keyId: 2, counter: 0 },
      protectedBytes,
      message: selfTest(),
      tag: new Uint8Array(made.signature),
    } as const;
    const key = { ...signer, material: publicKey };
    expect(isAuthentic(nodeSealPort, parts, key, new Uint8Array())).toBe(true);
    expect(isAuthentic(nodeSealPort, parts, key, external)).toBe(false);
  });

  it("a tag over our structure is verified there, external data included", async () => {
    // The library has the tag of 32 bytes only; the structure that it is made of is the same.
    const protectedBytes = Uint8Array.of(0xa1, 0x01, 0x05);
    const bytes = authenticatedBytes("HMAC 256/64", protectedBytes, external, selfTest());
    const { material } = keyOf(1);
    const theirs = new Mac0(
      protectedBytes,
      new Map(),
      selfTest(),
      nodeSealPort.hmacSha256(material, bytes),
    );
    await theirs.verify(material, { externalAAD: external });
    await expect(theirs.verify(material)).rejects.toThrow();
  });

  it("a tag that was made there is the one that is made here", async () => {
    const { material } = keyOf(1);
    const theirs = await Mac0.create([[1, 5]], [], selfTest(), material);
    const header = Uint8Array.of(0xa1, 0x01, 0x05);
    const bytes = authenticatedBytes("HMAC 256/64", header, new Uint8Array(), selfTest());
    expect(hex(nodeSealPort.hmacSha256(material, bytes))).toBe(hex(theirs.tag));
  });

  it("a sealed message of ours is read there, and its tag is the first 8 bytes of the HMAC", () => {
    const bytes = sealed(selfTest(), { counter: 7 });
    const theirs = Mac0.decode(bytes);
    expect(Buffer.from(theirs.payload)).toEqual(Buffer.from(selfTest()));
    const header = encodeSealHeader({ algorithm: "HMAC 256/64", keyId: 1, counter: 7 });
    const structure = authenticatedBytes("HMAC 256/64", header, external, selfTest());
    const whole = createHmac("sha256", keyOf(1).material).update(structure).digest();
    expect(Buffer.from(theirs.tag)).toEqual(whole.subarray(0, 8));
  });
});

describe("a sealed message", () => {
  it("costs 26 to 47 bytes", () => {
    const grown = (counter: number, bootId: number | undefined, size: number) =>
      sealed(new Uint8Array(size), { counter, ...(bootId === undefined ? {} : { bootId }) })
        .length - size;
    expect(grown(1, undefined, 20)).toBe(26);
    expect(grown(1_000, 4_000_000_000, 100)).toBe(40);
    expect(grown(Number.MAX_SAFE_INTEGER, 0xffff_ffff, 1_000)).toBe(47);
  });

  it("is told from an open one by its first byte", () => {
    expect(looksSealed(sealed(selfTest(), { counter: 1 }))).toBe(true);
    expect(looksSealed(selfTest())).toBe(false);
    expect(looksSealed(new Uint8Array())).toBe(false);
  });

  it("can't be signed, nor checked for its signature, where the board has Mac0 only", () => {
    const key = { ...keyOf(1), algorithm: "EdDSA" } as const;
    const input = { message: selfTest(), external: new Uint8Array(), key, counter: 1 };
    expect(() => sealMessage(nodeMacPort, input)).toThrow(/can't sign/);
    const read = readSealed(sealMessage(nodeSealPort, input));
    if (!read.ok) throw new Error(read.error.message);
    const checking = { ...key, material: ed25519PublicKey(key.material) };
    expect(isAuthentic(nodeSealPort, read.value, checking, new Uint8Array())).toBe(true);
    expect(isAuthentic(nodeMacPort, read.value, checking, new Uint8Array())).toBe(false);
  });

  it.each([
    ["a counter below 0", { counter: -1 }],
    ["a counter beyond 2^53 - 1", { counter: 2 ** 53 }],
    ["a counter that is not whole", { counter: 1.5 }],
    ["the key 0", { counter: 1, key: { ...keyOf(1), keyId: 0 } }],
    ["the key 65,536", { counter: 1, key: { ...keyOf(1), keyId: 65_536 } }],
  ])("is not made with %s", (_name, how) => {
    expect(() => sealed(selfTest(), how)).toThrow(RangeError);
  });
});
