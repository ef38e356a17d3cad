import type { z } from "zod";
import type { SettingsShape } from "./settings.ts";

/** Sections that need a folder for what they remember. */
const REMEMBERING = ["records", "centres", "notices", "routes", "contact", "plannedDoses"] as const;

/** Says whether settings make the program a service that forwards or watches. */
export function isService(settings: SettingsShape): boolean {
  return REMEMBERING.some((section) => settings[section] !== undefined);
}

/** Finds what is wrong between sections that are each right by themselves. */
export function checkService(settings: SettingsShape, context: z.RefinementCtx): void {
  const wrong = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path: [...path], message });
  const { records = [], centres = [], register, organisation, state } = settings;
  if (isService(settings) && state === undefined) wrong(["state"], "a folder");
  if (records.length > 0 && register === undefined) wrong(["register"], "needed for records");
  if (records.length > 0 && organisation === undefined) {
    wrong(["organisation"], "needed for records");
  }
  checkNames(records, (at) => wrong(["records", at, "name"], "a name of its own"));
  checkNames(centres, (at) => wrong(["centres", at, "name"], "a name of its own"));
  const lines = centres.flatMap(({ receivers }, at) =>
    receivers.map((receiver, index) => ({ receiver, place: ["centres", at, "receivers", index] })),
  );
  checkNames(
    lines.map(({ receiver }) => receiver),
    (at) => wrong([...(lines[at]?.place ?? []), "name"], "a name of its own"),
  );
  for (const { receiver, place } of lines) {
    if (receiver.transport !== "tls" && receiver.tls !== undefined) {
      wrong([...place, "tls"], "nothing, or transport: tls");
    }
    if ((receiver.user === undefined) !== (receiver.password === undefined)) {
      wrong([...place, "user"], "user and password together");
    }
  }
  for (const [at, centre] of centres.entries()) {
    if (centre.municipalities !== undefined && register === undefined) {
      wrong(["centres", at, "municipalities"], "nothing without a register");
    }
  }
}

function checkNames(list: readonly { readonly name: string }[], twice: (at: number) => void): void {
  const names = list.map(({ name }) => name);
  for (const [at, name] of names.entries()) if (names.indexOf(name) < at) twice(at);
}
