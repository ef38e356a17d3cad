/** How often an entry of a list or map may come. */
export interface Occurrence {
  readonly min: number;
  readonly max: number;
}

/** An entry of a list or map. */
export interface Entry {
  readonly occurs: Occurrence;
  /** Type of the key; a list's entry has none that is read. */
  readonly key: Type | undefined;
  /** A key with a colon: where it fits, no later entry is tried. */
  readonly cut: boolean;
  readonly type: Type;
}

/** A type of the subset of CDDL that the published text uses. */
export type Type =
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "range"; readonly min: number; readonly max: number }
  | { readonly is: "either"; readonly types: readonly Type[] }
  | {
      readonly is: "control";
      readonly target: Type;
      readonly control: string;
      readonly argument: Type;
    }
  | { readonly is: "list"; readonly entries: readonly Entry[] }
  | { readonly is: "map"; readonly entries: readonly Entry[] };

/** The rules of a text by name. */
export type Rules = ReadonlyMap<string, Type>;

const TOKEN =
  /\s+|;[^\n]*|"(?:[^"\\]|\\.)*"|\d+\*\d+|-?\d+(?:\.\.-?\d+)?|\.[a-z]+|=>|[A-Za-z_][\w-]*|[=&(){}[\]/,:*?+]/gy;

/**
 * Reads CDDL (RFC 8610) as far as the published text uses it: rules, choices, ranges, numbers,
 * texts, lists, maps, occurrences, enumerations, and control operators.
 *
 * @throws SyntaxError when there is something else in it, or a rule twice
 */
export function parseCddl(text: string): Rules {
  const parser = new Parser(tokensOf(text));
  const rules = new Map<string, Type>();
  while (!parser.isAtEnd()) {
    const { name, type } = parser.rule();
    if (rules.has(name)) throw new SyntaxError(`the rule ${name} comes twice`);
    rules.set(name, type);
  }
  return rules;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) throw new SyntaxError(`unreadable: ${text.slice(at, at + 20)}`);
    if (!/^[\s;]/.test(token)) tokens.push(token);
  }
  return tokens;
}

const ONCE: Occurrence = { min: 1, max: 1 };
const SIGNS: Readonly<Record<string, Occurrence>> = {
  "?": { min: 0, max: 1 },
  "*": { min: 0, max: Number.POSITIVE_INFINITY },
  "+": { min: 1, max: Number.POSITIVE_INFINITY },
};

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  rule(): { readonly name: string; readonly type: Type } {
    const name = this.#next();
    if (!/^[A-Za-z_]/.test(name)) throw new SyntaxError(`${name} is no name of a rule`);
    this.#expect("=");
    return { name, type: this.#type() };
  }

  #type(): Type {
    const types = [this.#controlled()];
    while (this.#takes("/")) types.push(this.#controlled());
    const [first] = types;
    return types.length === 1 && first !== undefined ? first : { is: "either", types };
  }

  #controlled(): Type {
    let target = this.#single();
    while (this.#peek()?.startsWith(".")) {
      target = { is: "control", target, control: this.#next(), argument: this.#single() };
    }
    return target;
  }

  #single(): Type {
    const token = this.#next();
    if (token === "[") return { is: "list", entries: this.#entries("]") };
    if (token === "{") return { is: "map", entries: this.#entries("}") };
    if (token === "&") return this.#enumeration();
    if (token === "(") {
      const type = this.#type();
      this.#expect(")");
      return type;
    }
    if (token.startsWith('"')) return { is: "text", value: unquoted(token) };
    const [min, max] = token.split("..").map(Number);
    if (min !== undefined && max !== undefined) return { is: "range", min, max };
    if (min !== undefined && !Number.isNaN(min)) return { is: "number", value: min };
    if (/^[A-Za-z_]/.test(token)) return { is: "name", name: token };
    throw new SyntaxError(`${token} is no type`);
  }

  /** A choice of the values of a group: `&( "word": 1, … )`. */
  #enumeration(): Type {
    this.#expect("(");
    return { is: "either", types: this.#entries(")").map(({ type }) => type) };
  }

  #entries(end: string): readonly Entry[] {
    const entries: Entry[] = [];
    while (!this.#takes(end)) {
      entries.push(this.#entry());
      this.#takes(",");
    }
    return entries;
  }

  #entry(): Entry {
    const occurs = this.#occurrence();
    const first = this.#type();
    const cut = this.#takes(":");
    if (!cut && !this.#takes("=>")) return { occurs, key: undefined, cut, type: first };
    const key: Type = cut && first.is === "name" ? { is: "text", value: first.name } : first;
    return { occurs, key, cut, type: this.#type() };
  }

  #occurrence(): Occurrence {
    const token = this.#peek() ?? "";
    const bounds = /^(\d+)\*(\d+)$/.exec(token);
    const occurs = bounds ? { min: Number(bounds[1]), max: Number(bounds[2]) } : SIGNS[token];
    if (occurs === undefined) return ONCE;
    this.#at += 1;
    return occurs;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#peek();
    if (token === undefined) throw new SyntaxError("the text ends in the middle of a rule");
    this.#at += 1;
    return token;
  }

  #takes(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new SyntaxError(`${found} stands where ${token} has to`);
  }
}

function unquoted(token: string): string {
  return token.slice(1, -1).replace(/\\(.)/g, "$1");
}
