import { UserError } from "../cli/user-error.ts";
import type { PeopleSpec } from "../people/home-people.ts";
import type { Persona, PersonaName } from "../people/persona.ts";
import { shippedPersonas } from "../people/personas.ts";
import type { Share } from "./fleet-devices.ts";
import type { FleetRequest } from "./fleet-options.ts";
import type { FleetFile } from "./fleet-schema.ts";
import type { ValuePath } from "./located-document.ts";

/** What a fleet, or one group of it, says of its people. */
type PeopleField = NonNullable<FleetFile["people"]>;

/** Says how the people of a fleet live. */
export function peopleOf({ file }: FleetRequest): PeopleSpec {
  const { preset = "A", habits } = file.people ?? {};
  const given = Object.entries(habits ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? { preset } : { preset, habits: Object.fromEntries(given) };
}

/**
 * Says which personas a fleet's users are drawn from: those that it names, those of the files that
 * the command line names, or else all that ship with the simulator, by their own shares.
 *
 * @throws {@link UserError} where there is no such persona, with those that there are
 */
export function personasOf(
  request: FleetRequest,
  path: ValuePath,
  people: PeopleField,
): readonly Share<PersonaName>[] {
  const shares = sharesIn(people);
  const known = [...shippedPersonas(), ...request.personas];
  const unknown = Object.keys(shares).find((name) => known.every((one) => one.name !== name));
  if (unknown !== undefined) throw unknownPersona(request, [...path, unknown], known);
  const { personasOfOptions: ofOptions } = request;
  const isNamed = Object.keys(shares).length > 0 && ofOptions.length === 0;
  const usual = ofOptions.length > 0 ? ofOptions : shippedPersonas();
  const drawn = isNamed
    ? known.map(({ name }) => ({ value: name, share: shares[name] ?? 0 }))
    : usual.map(({ name, share }) => ({ value: name, share: share.value }));
  if (drawn.some(({ share }) => share > 0)) return drawn;
  throw new UserError({
    code: "fleet.bad-value",
    ...request.placeOf(path),
    found: "shares of 0",
    allowed: "at least one share above 0",
    message: "A field has a value that it can't have.",
  });
}

function sharesIn({ preset: _preset, habits: _habits, ...shares }: PeopleField) {
  const named: Readonly<Record<string, number>> = shares;
  return named;
}

function unknownPersona(
  request: FleetRequest,
  path: ValuePath,
  known: readonly Persona[],
): UserError {
  return new UserError({
    code: "fleet.unknown-persona",
    ...request.placeOf(path),
    found: String(path.at(-1)),
    allowed: known.map(({ name }) => name).join(", "),
    message: "There is no such persona.",
  });
}
