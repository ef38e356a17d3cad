import type { ActorRole, CommandVerb, Reply, ServiceMode } from "@dosekit/protocols";

/** Why a device refuses a command. */
export type Refusal = NonNullable<Reply["refusal"]>;

/** Who may give a command, and at which points of the service pathway it means anything. */
export interface Right {
  readonly roles: readonly ActorRole[];
  readonly modes: readonly ServiceMode[];
}

/** Modes in which doses are offered. */
export const DISPENSING_MODES: readonly ServiceMode[] = [
  "configured",
  "training",
  "daily-use",
  "evaluation-due",
];

const ALWAYS: readonly ServiceMode[] = [
  "provisioned",
  ...DISPENSING_MODES,
  "temporary-stop",
  "ended",
];
const IN_SERVICE: readonly ServiceMode[] = [...DISPENSING_MODES, "temporary-stop"];

/**
 * The one table of rights: role by verb by mode. Rights go by role, never by name, and a device is
 * given none: it does by itself only what its plan and its mode say.
 */
export const RIGHTS: Readonly<Record<CommandVerb, Right>> = {
  "self-test": { roles: ["staff", "technician", "gateway", "operator"], modes: ALWAYS },
  "sync-time": { roles: ["technician", "gateway"], modes: ALWAYS },
  "acknowledge-alert": {
    roles: ["next-of-kin", "staff", "technician", "operator"],
    modes: ALWAYS,
  },
  "release-early": { roles: ["user", "staff"], modes: DISPENSING_MODES },
  "release-assisted": { roles: ["staff"], modes: DISPENSING_MODES },
  "release-travel": { roles: ["staff", "operator"], modes: DISPENSING_MODES },
  pause: { roles: ["staff", "operator"], modes: IN_SERVICE },
  resume: { roles: ["staff", "operator"], modes: IN_SERVICE },
  "set-mode": { roles: ["staff", "technician"], modes: IN_SERVICE },
  "set-assistance": { roles: ["staff"], modes: IN_SERVICE },
  reset: { roles: ["staff", "technician"], modes: ["ended"] },
  "message-to-user": { roles: ["next-of-kin", "staff", "operator"], modes: IN_SERVICE },
  "set-volume": {
    roles: ["user", "next-of-kin", "staff", "technician", "operator"],
    modes: ["provisioned", ...IN_SERVICE],
  },
  "update-firmware": { roles: ["technician", "gateway"], modes: ALWAYS },
};

/**
 * Commands that a device takes only when one of its keys vouches for them, in whatever security
 * profile it is: another program is another device.
 *
 * @see OMDP-UPD-001
 */
export const SEALED_ONLY: ReadonlySet<CommandVerb> = new Set<CommandVerb>(["update-firmware"]);

/**
 * Where `set-mode` may lead. `configured` comes with the first plan, `provisioned` with a reset,
 * and nothing but a reset leads out of `ended`.
 */
export const MODE_STEPS: Readonly<Record<ServiceMode, readonly ServiceMode[]>> = {
  provisioned: [],
  configured: ["training", "daily-use", "temporary-stop", "ended"],
  training: ["daily-use", "temporary-stop", "evaluation-due", "ended"],
  "daily-use": ["training", "temporary-stop", "evaluation-due", "ended"],
  "temporary-stop": ["training", "daily-use", "evaluation-due", "ended"],
  "evaluation-due": ["training", "daily-use", "temporary-stop", "ended"],
  ended: [],
};

/** Looks up what is against a command by role and mode; `undefined` when nothing is. */
export function refusalByRight(
  verb: CommandVerb,
  actor: ActorRole,
  mode: ServiceMode,
): Refusal | undefined {
  const { roles, modes } = RIGHTS[verb];
  if (!roles.includes(actor)) return "not-allowed";
  return modes.includes(mode) ? undefined : "wrong-mode";
}
