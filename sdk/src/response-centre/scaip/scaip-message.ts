import { type FlatField, type FlatXml, parseFlatXml, writeFlatXml } from "./flat-xml.ts";
import { SCAIP_ANSWERS, SCAIP_VERSION, type ScaipMessageType } from "./scaip-codes.ts";

/** A request to a response centre; what tags mean stands in the folder's README. */
export interface ScaipRequest {
  /** 1 to 16 letters and digits; the same for every send of one message. */
  readonly ref: string;
  /** Controller: the unit that the centre knows. */
  readonly cid: string;
  readonly mty: ScaipMessageType;
  /** Device type, four digits. */
  readonly dty: string;
  /** Device behind the controller. */
  readonly did?: string;
  /** Status code, four digits. */
  readonly stc?: string;
  /** Information text. */
  readonly ite?: string;
  /** Time to the next heartbeat, minutes. */
  readonly hbo?: number;
}

/** An answer of a response centre. */
export interface ScaipAnswer {
  readonly ref: string;
  /** Number of the answer, 0 to 7. */
  readonly snu: number;
  readonly ste?: string;
  /** Which medium the centre answers with; present when it takes the matter up with a call. */
  readonly mre?: string;
  /** Call or number by which it does. */
  readonly cre?: string;
  readonly tnu?: string;
  /** Heartbeat interval that it asks for, minutes. */
  readonly hbi?: number;
}

/** A message, or why the text is none. */
export type ScaipParsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ScaipParseError };

/** Why a text is not the message that was awaited. */
export type ScaipParseError =
  | "too-large"
  | "not-flat-xml"
  | "character"
  | "root"
  | "tag-twice"
  | "ref"
  | "number"
  | "mandatory";

/** What a reference looks like. */
export const SCAIP_REF_PATTERN = /^[A-Za-z0-9]{1,16}$/;

/** Writes a request as XML. @throws RangeError for values that can't be sent (a caller's bug) */
export function writeScaipRequest(request: ScaipRequest): string {
  if (!SCAIP_REF_PATTERN.test(request.ref)) throw new RangeError(`not a reference: ${request.ref}`);
  const { ref, mty, hbo, cid, dty, did, stc, ite } = request;
  return document("mrq", [
    ["ref", ref],
    ["ver", SCAIP_VERSION],
    ["mty", mty],
    ["hbo", hbo === undefined ? undefined : String(hbo)],
    ["cid", cid],
    ["dty", dty],
    ["did", did],
    ["stc", stc],
    ["ite", ite],
  ]);
}

/** Writes an answer as XML, as a response centre does. */
export function writeScaipAnswer(answer: ScaipAnswer): string {
  const { ref, snu, ste, mre, cre, tnu, hbi } = answer;
  return document("mrs", [
    ["ref", ref],
    ["snu", String(snu)],
    ["ste", ste],
    ["mre", mre],
    ["cre", cre],
    ["tnu", tnu],
    ["hbi", hbi === undefined ? undefined : String(hbi)],
  ]);
}

/** Reads a request, as a response centre does. */
export function parseScaipRequest(text: string): ScaipParsed<ScaipRequest> {
  const read = readTags(text, "mrq");
  if (!read.ok) return read;
  const tags = read.value;
  const [ref, cid, dty] = [tags.get("ref") ?? "", tags.get("cid"), tags.get("dty")];
  const mty = tags.get("mty") ?? "ME";
  if (!SCAIP_REF_PATTERN.test(ref)) return { ok: false, error: "ref" };
  if (cid === undefined || dty === undefined) return { ok: false, error: "mandatory" };
  if (mty !== "ME" && mty !== "RE" && mty !== "IN" && mty !== "PI") {
    return { ok: false, error: "mandatory" };
  }
  const hbo = wholeOf(tags.get("hbo"));
  if (hbo === "wrong") return { ok: false, error: "number" };
  const texts = presentOf(tags, ["did", "stc", "ite"]);
  return {
    ok: true,
    value: { ref, cid, mty, dty, ...texts, ...(hbo === undefined ? {} : { hbo }) },
  };
}

/** Reads an answer; tags that are not known are passed over. */
export function parseScaipAnswer(text: string): ScaipParsed<ScaipAnswer> {
  const read = readTags(text, "mrs");
  if (!read.ok) return read;
  const tags = read.value;
  const ref = tags.get("ref") ?? "";
  if (!SCAIP_REF_PATTERN.test(ref)) return { ok: false, error: "ref" };
  const snu = wholeOf(tags.get("snu"));
  if (snu === undefined) return { ok: false, error: "mandatory" };
  const hbi = wholeOf(tags.get("hbi"));
  if (snu === "wrong" || hbi === "wrong" || SCAIP_ANSWERS[snu] === undefined) {
    return { ok: false, error: "number" };
  }
  const texts = presentOf(tags, ["ste", "mre", "cre", "tnu"]);
  return { ok: true, value: { ref, snu, ...texts, ...(hbi === undefined ? {} : { hbi }) } };
}

function document(
  root: string,
  fields: readonly (readonly [string, string | undefined])[],
): string {
  const present: FlatField[] = [];
  for (const [tag, text] of fields) if (text !== undefined) present.push([tag, text]);
  const xml: FlatXml = { root, fields: present };
  return writeFlatXml(xml);
}

function readTags(text: string, root: string): ScaipParsed<ReadonlyMap<string, string>> {
  const parsed = parseFlatXml(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.root !== root) return { ok: false, error: "root" };
  const tags = new Map(parsed.value.fields);
  // Two values of one tag would let two readers see two different messages.
  if (tags.size !== parsed.value.fields.length) return { ok: false, error: "tag-twice" };
  return { ok: true, value: tags };
}

function presentOf<K extends string>(
  tags: ReadonlyMap<string, string>,
  names: readonly K[],
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const text = tags.get(name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function wholeOf(text: string | undefined): number | undefined | "wrong" {
  if (text === undefined || text === "") return undefined;
  return /^\d{1,5}$/.test(text) ? Number(text) : "wrong";
}
