import {
  parseFlatXml,
  parseScaipAnswer,
  parseSipDatagram,
  type ScaipAnswer,
  type SipMessage,
  type SipParsed,
  SipStreamReader,
  writeFlatXml,
  writeScaipAnswer,
  writeSip,
} from "@dosekit/sdk/response-centre";
import fc from "fast-check";
import { expect, test } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 300;
const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const line = fc.stringMatching(/^[!-~æøåÆØÅ](?:[ -~æøå]{0,40}[!-~])?$/);
const names = ["via", "from", "to", "call-id", "cseq"];
const headers = fc
  .tuple(
    fc.tuple(line, line, line, line, line),
    fc.array(fc.record({ name: fc.constantFrom("contact", "x-a", "subject"), value: line }), {
      maxLength: 8,
    }),
  )
  .map(([values, more]) => [
    ...names.map((name, index) => ({ name, value: values[index] ?? "" })),
    ...more,
  ]);
const body = fc.string({ unit: "grapheme", maxLength: 200 });
const sipMessage: fc.Arbitrary<SipMessage> = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    method: fc.constantFrom("MESSAGE", "OPTIONS"),
    uri: fc.constantFrom("sip:a@b.example", "sips:c@d.example:5061;x=y"),
    headers,
    body,
  }),
  fc.record({
    kind: fc.constant("response" as const),
    status: fc.integer({ min: 100, max: 699 }),
    reason: fc.constantFrom("OK", "", "Ikke i kveld"),
    headers,
    body,
  }),
);
const answer: fc.Arbitrary<ScaipAnswer> = fc.record(
  {
    ref: fc.stringMatching(/^[A-Za-z0-9]{1,16}$/),
    snu: fc.integer({ min: 0, max: 7 }),
    ste: fc.stringMatching(/^[ -~æøå]{0,40}$/),
    mre: word,
    cre: word,
    tnu: word,
    hbi: fc.nat({ max: 1_440 }),
  },
  { requiredKeys: ["ref", "snu"] },
);

function readable(parsed: SipParsed | undefined): SipMessage | string {
  if (parsed === undefined) return "nothing";
  if (!parsed.ok) return parsed.error;
  const { message } = parsed;
  return { ...message, headers: message.headers.filter(({ name }) => name !== "content-length") };
}

test("every message that is written is read back as it was", () => {
  fc.assert(
    fc.property(sipMessage, (message) => {
      expect(readable(parseSipDatagram(writeSip(message)))).toEqual(message);
    }),
    { numRuns: RUNS },
  );
});

test("a stream gives the same messages however it is cut", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(sipMessage, { minLength: 1, maxLength: 4 }), cuts, (messages, sizes) => {
      const all = Buffer.concat(messages.map((message) => writeSip(message)));
      const reader = new SipStreamReader();
      const found: SipParsed[] = [];
      for (let at = 0, turn = 0; at < all.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        found.push(...reader.push(all.subarray(at, at + size)));
        at += size;
      }
      expect(found.map(readable)).toEqual(messages);
    }),
    { numRuns: RUNS },
  );
});

test("hostile bytes never throw, in a datagram, a stream or an answer", () => {
  const spoilt = fc
    .tuple(
      sipMessage,
      fc.array(fc.tuple(fc.nat({ max: 600 }), fc.nat({ max: 255 })), { maxLength: 6 }),
    )
    .map(([message, changes]) => {
      const bytes = writeSip(message);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 400 })), (bytes) => {
      expect(typeof parseSipDatagram(bytes).ok).toBe("boolean");
      const reader = new SipStreamReader();
      expect(Array.isArray([...reader.push(bytes), ...reader.push(bytes)])).toBe(true);
      expect(typeof parseScaipAnswer(Buffer.from(bytes).toString("latin1")).ok).toBe("boolean");
    }),
    { numRuns: RUNS },
  );
});

test("every answer that is written is read back as it was", () => {
  fc.assert(
    fc.property(answer, (value) => {
      expect(parseScaipAnswer(writeScaipAnswer(value))).toEqual({ ok: true, value });
    }),
    { numRuns: RUNS },
  );
});

test("every text that XML can carry comes back as it was", () => {
  const text = fc
    .string({ unit: "grapheme", maxLength: 40 })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what the writer refuses is left out
    .filter((drawn) => !/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/u.test(drawn));
  const field = fc.tuple(fc.stringMatching(/^[a-z]{2,3}$/), text);
  fc.assert(
    fc.property(fc.array(field, { maxLength: 10 }), (fields) => {
      const xml = { root: "mrq", fields };
      expect(parseFlatXml(writeFlatXml(xml))).toEqual({ ok: true, value: xml });
    }),
    { numRuns: RUNS },
  );
});
