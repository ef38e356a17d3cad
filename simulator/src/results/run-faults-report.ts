import type { FaultPlan } from "../faults/fault.ts";
import { ratesOf } from "../faults/preset-rates.ts";
import { phasesOf } from "../home/run-phases.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { utcText } from "./event-of-record.ts";
import type { FaultSums } from "./fault-account.ts";
import type { RunDocument } from "./run-document.ts";
import { RUN_NOTES } from "./run-notes.ts";
import type { TableLanguage } from "./run-texts.ts";

/** What a run's document tells of its faults. */
export interface FaultsReport {
  readonly preset: FaultPlan["preset"];
  /** In `swarm`: the kinds that this run has, and how often each comes in a day and place. */
  readonly swarm?: Readonly<Record<string, number>>;
  readonly planned: number;
  /** How often a fault began in a home, by kind. */
  readonly struck: Readonly<Record<string, number>>;
  /** Faults that were not over at the end; a network that ended for good is one. */
  readonly unended: number;
}

/** The phases of a run: faults, healing, and the check that everything has settled (rule L1). */
export interface PhasesReport {
  readonly faults: { readonly from: string; readonly until: string };
  readonly healing: { readonly from: string; readonly until: string };
  readonly liveness: {
    /** When the last fault ended; absent when none did. */
    readonly lastFaultEnded?: string;
    /** When what was left was judged. */
    readonly at: string;
    readonly made: number;
    readonly violated: number;
  };
}

/** Tells of the faults of a run. */
export function faultsReport({ seed, faults }: RunSpec, sums: FaultSums): FaultsReport {
  const { preset, planned } = faults;
  return {
    preset,
    ...(preset === "swarm" ? { swarm: swarmOf(seed) } : {}),
    planned: planned.length,
    struck: sums.struck,
    unended: sums.unended,
  };
}

/** Tells of the phases of a run. */
export function phasesReport(
  spec: RunSpec,
  { lastEndedMs }: FaultSums,
  { made, violated }: RunDocument["checks"]["L1"],
): PhasesReport {
  const phases = phasesOf(spec);
  const healed = Math.min(phases.livenessFromMs, phases.endMs);
  const ended = lastEndedMs === undefined ? {} : { lastFaultEnded: utcText(lastEndedMs) };
  return {
    faults: { from: utcText(phases.faultsFromMs), until: utcText(phases.healingFromMs) },
    healing: { from: utcText(phases.healingFromMs), until: utcText(healed) },
    liveness: { ...ended, at: utcText(phases.endMs), made, violated },
  };
}

/** Says in one line what a swarm was made of; nothing for other presets. */
export function swarmNote({ swarm }: FaultsReport, language: TableLanguage): readonly string[] {
  if (swarm === undefined) return [];
  const kinds = Object.entries(swarm).map(([kind, perDay]) => `${kind} ${perDay}`);
  return [RUN_NOTES[language].swarm(kinds.join(", "))];
}

function swarmOf(seed: string): Readonly<Record<string, number>> {
  const { device, place, gateway } = ratesOf("swarm", seed);
  const rows = Object.entries({ ...device, ...place, ...gateway });
  return Object.fromEntries(rows.map(([kind, { perDay }]) => [kind, Number(perDay.toFixed(4))]));
}
