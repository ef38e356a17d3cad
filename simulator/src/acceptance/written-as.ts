import { writtenDate } from "./written-date.ts";

/**
 * Says how something that a file can't have would be written, where that is plain: a decimal comma, a
 * date with the day first, a time without its zero, a word in other letters or quotation marks.
 *
 * @param allowed what may stand there, in words or as a list
 * @returns `allowed`, with the way to write it in place of an example
 */
export function withWay(found: string, allowed: string): string {
  const bare = found.trim().replace(/^[“”„«»"'‘’]+(.*?)[“”„«»"'‘’]+$/, "$1");
  const way = wayOf(bare, allowed);
  return way === undefined ? allowed : `${allowed.replace(/, such as .*$/, "")}; here: ${way}`;
}

function wayOf(bare: string, allowed: string): string | undefined {
  if (/^(?:a number|kroner)\b/.test(allowed)) return decimalOf(bare);
  if (allowed.startsWith("a date ")) return writtenDate(bare);
  if (allowed.startsWith("a local time")) return timeOf(bare);
  const names = allowed.split(/, | \(|\)/).map((name) => name.replace(/^.*: /, ""));
  return names.find((name) => name !== "" && alike(name) === alike(bare));
}

function decimalOf(text: string): string | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, "");
  return /^-?\d+,\d+$/.test(plain) ? plain.replace(",", ".") : undefined;
}

function timeOf(text: string): string | undefined {
  const [, hour = "", minute = "00"] = /^(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2}))?$/.exec(text) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `"${hour.padStart(2, "0")}:${minute}"`;
}

function alike(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll(/[\s_]/g, "-");
}
