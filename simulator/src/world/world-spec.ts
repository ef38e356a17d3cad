/** A base station of the mobile network: what it serves loses contact once its backup is empty. */
export interface StationSpec {
  /** Its own name among all stations of the world. */
  readonly name: string;
  /** Part of the area's homes that it serves, in proportion to the others. */
  readonly share: number;
  /** How long it stays on the air without mains, ms. */
  readonly backupMs: number;
}

/** A place whose homes and base stations hang on the same mains. */
export interface AreaSpec {
  readonly name: string;
  /** Part of all homes that lie here, in proportion to the other areas. */
  readonly share: number;
  readonly stations: readonly StationSpec[];
}

/** What homes share, as data; which home lies where is drawn for each home by itself. */
export interface WorldSpec {
  /** At least one, each with at least one station. */
  readonly areas: readonly AreaSpec[];
  /** Area of all homes of a group; homes of other groups are drawn. */
  readonly areaOfGroup?: Readonly<Record<string, string>>;
  /** True time at which 2G is switched off for good, ms; absent where it lasts. */
  readonly twoGOffMs?: number;
}
