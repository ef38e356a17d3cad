/** One deliberate mistake in the compiler of charts. */
export interface CompilerDefect {
  readonly id: string;
  /** What becomes of a chart. */
  readonly breaks: string;
  /** Its file below the compiler's folder, and the text in it that is replaced. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The compiler as it is, in other words: no chart may tell it apart. */
export const CONTROL: CompilerDefect = {
  id: "control",
  breaks: "nothing",
  file: "make-table.ts",
  from: "return open < 0 ? transitions",
  to: "return open === -1 ? transitions",
};

/** Mistakes that turn a chart into another one. */
export const COMPILER_DEFECTS: readonly CompilerDefect[] = [
  {
    id: "exits-outside-in",
    breaks: "States are left from the outside in.",
    file: "entry-exit.ts",
    from: "const exits = chainOf(leaf).filter((node) => isInside(node, domain));",
    to: "const exits = chainOf(leaf).filter((node) => isInside(node, domain)).toReversed();",
  },
  {
    id: "no-reentry",
    breaks: "A state that is to be entered anew is not left.",
    file: "entry-exit.ts",
    from: "if (!reenter && (target === source || isInside(target, source))) return source;",
    to: "if (target === source || isInside(target, source)) return source;",
  },
  {
    id: "leaves-too-much",
    breaks: "Everything in the region is left, however near the target is.",
    file: "entry-exit.ts",
    from: "const nearest = around.find((node) => isInside(source, node));",
    to: "const nearest = around.findLast((node) => isInside(source, node));",
  },
  {
    id: "entries-inside-out",
    breaks: "States are entered from the inside out.",
    file: "entry-exit.ts",
    from: "left.order - right.order",
    to: "right.order - left.order",
  },
  {
    id: "first-state-not-entered",
    breaks: "The first state of a target is not entered.",
    file: "entry-exit.ts",
    from: "const below = firstEntries(target).slice(1);",
    to: "const below = firstEntries(target).slice(1, 1);",
  },
  {
    id: "initial-actions-always",
    breaks: "Initial actions run although another state was the target.",
    file: "make-table.ts",
    from: "...(byDefault.has(node) && node.type",
    to: "...(node.type",
  },
  {
    id: "unguarded-cut",
    breaks: "The way without a guard is cut off with what stands behind it.",
    file: "make-table.ts",
    from: "transitions.slice(0, open + 1)",
    to: "transitions.slice(0, Math.max(open, 1))",
  },
  {
    id: "parents-first",
    breaks: "A state above answers before the one inside.",
    file: "make-table.ts",
    from: "[node, ...chainBelow(node.parent, top)]",
    to: "[...chainBelow(node.parent, top), node]",
  },
  {
    id: "root-unheard",
    breaks: "The machine itself answers nothing.",
    file: "make-table.ts",
    from: "root: own.map((one) => wayOf(one, NOWHERE, makings))",
    to: "root: own.slice(own.length)",
  },
  {
    id: "eventless-leaves-only",
    breaks: "Eventless transitions of states above are forgotten.",
    file: "make-table.ts",
    from: "({ always = [] }) => always)",
    to: "({ always = [], states }) => (Object.keys(states).length > 0 ? [] : always))",
  },
  {
    id: "wrong-first-leaf",
    breaks: "A machine starts in the first state of the text.",
    file: "make-table.ts",
    from: "own.findIndex((leaf) => enters.includes(leaf)));",
    to: "Math.min(0, own.length));",
  },
  {
    id: "moved-by-reentry",
    breaks: "Entering the same state anew counts as a change.",
    file: "make-table.ts",
    from: "moves: entered >= 0 && entered !== from.code,",
    to: "moves: entered >= 0,",
  },
  {
    id: "params-lost",
    breaks: "An assignment is not handed its params.",
    file: "table-actions.ts",
    from: "...given, ...fieldsOf(assignment)",
    to: "...fieldsOf(assignment)",
  },
  {
    id: "actions-merged",
    breaks: "Actions of one name are one, whatever their params.",
    file: "table-actions.ts",
    from: "JSON.stringify(one) === text",
    to: "JSON.stringify(one).slice(0, 13) === text.slice(0, 13)",
  },
  {
    id: "or-means-and",
    breaks: "One of several guards is not enough.",
    file: "table-guards.ts",
    from: 'kind: "any", of:',
    to: 'kind: "all", of:',
  },
  {
    id: "not-lost",
    breaks: "A guard that is turned around is not.",
    file: "table-guards.ts",
    from: 'return { kind: "not", of: resolveGuard(builtIn.guards[0], machine, index) };',
    to: "return resolveGuard(builtIn.guards[0], machine, index);",
  },
  {
    id: "inside-is-not-in",
    breaks: "A state is not active while one inside of it is.",
    file: "table-guards.ts",
    from: "leaf === state || (leaf.parent !== undefined && isBelow(leaf.parent));",
    to: "leaf === state;",
  },
  {
    id: "bits-overlap",
    breaks: "Two regions share a bit of the place.",
    file: "table-regions.ts",
    from: "count <= 1 ? 0 : 32 - Math.clz32(count - 1)",
    to: "count <= 1 ? 0 : 31 - Math.clz32(count - 1)",
  },
  {
    id: "table-exits-forward",
    breaks: "The table leaves the first region first.",
    file: "table-stepper.ts",
    from: "taken.toReversed()",
    to: "taken",
  },
  {
    id: "table-old-event",
    breaks: "The table asks guards about the event before.",
    file: "table-stepper.ts",
    from: "run.instance.event = raised.event;",
    to: "",
  },
  {
    id: "table-eventless-on",
    breaks: "The table looks again after an eventless transition that changed nothing.",
    file: "table-stepper.ts",
    from: "looks = eventless === 2;",
    to: "looks = true;",
  },
  {
    id: "table-field-by-field",
    breaks: "The table sets a field before the next one is computed.",
    file: "table-stepper.ts",
    from: "[key, give(asked, params)]",
    to: "[key, (asked.context = { ...asked.context, [key]: give(asked, params) })[key]]",
  },
  {
    id: "code-exits-forward",
    breaks: "The code leaves the first region first.",
    file: "source-ways.ts",
    from: "places.toReversed()",
    to: "places",
  },
  {
    id: "code-enters-before-acting",
    breaks: "The code enters before the actions of the transition.",
    file: "source-ways.ts",
    from: "[...way.exit, ...way.actions, ...way.enter], table",
    to: "[...way.exit, ...way.enter, ...way.actions], table",
  },
  {
    id: "code-ways-merged",
    breaks: "The code takes ways to different states for one.",
    file: "source-ways.ts",
    from: 'moves ? leaf : "stays"',
    to: '"stays"',
  },
  {
    id: "code-guards-merged",
    breaks: "The code takes ways under different guards for one.",
    file: "source-ways.ts",
    from: "[way.guard ?? null, sameWay(way)]",
    to: "[null, sameWay(way)]",
  },
  {
    id: "code-change-unseen",
    breaks: "The code does not count a change of the context.",
    file: "source-ways.ts",
    from: "moves || setsContext(",
    to: "moves || false && setsContext(",
  },
  {
    id: "code-not-lost",
    breaks: "The code asks a guard that is to be turned around.",
    file: "source-text.ts",
    from: "return `!${guardText",
    to: "return `${guardText",
  },
  {
    id: "code-old-event",
    breaks: "The code asks guards about the event before.",
    file: "chart-source.ts",
    from: "last = raised",
    to: "void raised",
  },
  {
    id: "code-eventless-on",
    breaks: "The code looks again after an eventless transition that changed nothing.",
    file: "chart-source.ts",
    from: '"looks = eventless === 2;"',
    to: '"looks = true;"',
  },
  {
    id: "code-not-settled",
    breaks: "The code looks for eventless transitions only after something was raised.",
    file: "chart-source.ts",
    from: "? always(instance, event) : 0;`",
    to: "? 0 : 0;`",
  },
  {
    id: "code-answer-forgotten",
    breaks: "The code forgets that an eventless transition followed the event at once.",
    file: "chart-source.ts",
    from: "let eventless = first;",
    to: "let eventless = first - first;",
  },
  {
    id: "stale-context",
    breaks: "What a step changed is not seen by what it asks next.",
    file: "own-context.ts",
    from: "instance.context = { ...instance.context };",
    to: "return { ...instance.context };",
  },
  {
    id: "lent-context-changed",
    breaks: "A context that others keep is changed.",
    file: "own-context.ts",
    from: "if (instance.isShared) {",
    to: "if (instance.isShared && instance.place < 0) {",
  },
  {
    id: "every-word-counts",
    breaks: "A delay that is stopped and armed again is said to be both.",
    file: "stepper-executor.ts",
    from: "if (isSaidAgain(at, slot)) continue;",
    to: "",
  },
];
