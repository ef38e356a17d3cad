/** How binding a requirement is. @see RFC 2119 */
export type RequirementLevel = "MUST" | "SHOULD" | "MAY";

/** One normative sentence of the specification with everything that is said about it. */
export interface Requirement {
  /** `OMDP-XXX-nnn`, never reused. */
  readonly id: string;
  readonly level: RequirementLevel;
  /** Who is bound: `device`, `gateway`, or `specification` for its own evolution. */
  readonly roles: readonly string[];
  /** Profile that it belongs to, such as `CORE` or `MQTT`. */
  readonly profile: string;
  /** What it protects, such as `safety` or `delivery`. */
  readonly protects: string;
  /** How it can be judged: `auto` by a program, `assisted` with a hand, `inspection` by reading. */
  readonly testability: string;
  /** Page that it stands on, such as `omdp.md`. */
  readonly page: string;
  /** Headings above it, such as `8. MQTT binding`. */
  readonly section: string;
  /** The sentence with its line breaks and spaces made one. */
  readonly sentence: string;
}

/** A page's requirements, and the lines that look like one and can't be read. */
export interface RequirementReading {
  readonly requirements: readonly Requirement[];
  readonly problems: readonly string[];
}

const MARK = /^> \*\*OMDP-/;
const HEAD =
  /^> \*\*(OMDP-[A-Z]{3}-\d{3})\*\* `(MUST|SHOULD|MAY)` `role:([a-z,]+)` `profile:([A-Z]+)` `class:([a-z]+)` `test:([a-z]+)`$/;
const HEADING = /^(#{2,6}) (.+)$/;

/**
 * Reads the requirements out of one page of the specification. Pure.
 *
 * A requirement is a quoted block: a line with id and attributes, then the sentence.
 *
 * @param page name of the file, such as `omdp.md`
 */
export function requirementsOf(page: string, markdown: string): RequirementReading {
  const requirements: Requirement[] = [];
  const problems: string[] = [];
  const headings: string[] = [];
  const lines = markdown.split(/\r?\n/);
  lines.forEach((line, at) => {
    const [, marks, title] = HEADING.exec(line) ?? [];
    if (marks !== undefined && title !== undefined) {
      headings.length = Math.min(headings.length, marks.length - 2);
      headings.push(title);
    }
    if (!MARK.test(line)) return;
    const sentence = sentenceBelow(lines, at);
    const found = readHead(line);
    if (found === undefined) problems.push(`${page}:${at + 1} can't be read: ${line}`);
    else if (sentence === "") problems.push(`${page}:${at + 1} has no sentence: ${found.id}`);
    else requirements.push({ ...found, page, section: headings.join(" / "), sentence });
  });
  return { requirements, problems };
}

type RequirementHead = Omit<Requirement, "page" | "section" | "sentence">;

function readHead(line: string): RequirementHead | undefined {
  const [, id, level, roles, profile, protects, testability] = HEAD.exec(line) ?? [];
  if (id === undefined || roles === undefined || profile === undefined) return undefined;
  if (protects === undefined || testability === undefined) return undefined;
  return {
    id,
    level: level as RequirementLevel,
    roles: roles.split(","),
    profile,
    protects,
    testability,
  };
}

function sentenceBelow(lines: readonly string[], at: number): string {
  const quoted: string[] = [];
  for (const line of lines.slice(at + 1)) {
    if (!line.startsWith(">")) break;
    quoted.push(line.slice(1));
  }
  return quoted.join(" ").replace(/\s+/g, " ").trim();
}
