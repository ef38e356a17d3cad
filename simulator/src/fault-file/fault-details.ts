import { MINUTE_MS } from "@dosekit/protocols";
import type { AreaFault, DeviceFault, FaultSpan, GatewayFault } from "../faults/fault.ts";
import type { PlannedKind } from "../faults/fault-kinds.ts";
import type { FaultEntry } from "./fault-entry.ts";

/** What stands for a detail that an entry leaves out. */
const DEFAULTS = { commits: 4, times: 1, pouches: 1, release: "drawn", failure: "io" } as const;

type SitedKind = AreaFault["kind"] | GatewayFault["kind"];

/** Makes the fault of one device that an entry tells of. */
export function deviceFault(
  entry: FaultEntry & { readonly kind: Exclude<PlannedKind, SitedKind> },
  span: FaultSpan,
): DeviceFault {
  const { kind } = entry;
  switch (kind) {
    case "power-cut": {
      const { clockLost = false, aim, write, brownOut } = entry;
      return { kind, ...span, clockLost, ...told({ aim, write, brownOut }) };
    }
    case "battery-drop":
      return { kind, ...span, permille: entry.permille ?? 0 };
    case "temperature":
      return { kind, ...span, celsius: entry.celsius ?? 0 };
    case "sensor-ghost": {
      const sensor = entry.sensor === "lid" ? "lid" : "tilt";
      return { kind, ...span, sensor, times: entry.times ?? DEFAULTS.times };
    }
    case "sensor-stuck":
      return { kind, ...span, sensor: sensorOf(entry.sensor) };
    case "clock-step": {
      const byMs = Math.round((entry.byMinutes ?? 0) * MINUTE_MS);
      return { kind, ...span, byMs, noticed: entry.noticed ?? false };
    }
    case "clock-drift":
      return { kind, ...span, ppm: entry.ppm ?? 0 };
    case "store-fails":
      return { kind, ...span, failure: entry.failure === "full" ? "full" : DEFAULTS.failure };
    case "store-lies":
      return { kind, ...span, commits: entry.commits ?? DEFAULTS.commits };
    case "flash-wear":
      return { kind, ...span, failPermille: entry.failPermille ?? 0, slowMs: entry.slowMs ?? 0 };
    case "pouch-unreadable":
      return { kind, ...span, pouches: entry.pouches ?? DEFAULTS.pouches };
    case "link-noise":
    case "link-latency":
    case "half-open":
    case "link-clog":
      return linkFault({ ...entry, kind }, span);
    default:
      return { kind, ...span };
  }
}

type DetailedLink = "link-noise" | "link-latency" | "half-open" | "link-clog";

function linkFault(
  entry: FaultEntry & { readonly kind: DetailedLink },
  span: FaultSpan,
): DeviceFault {
  const { kind } = entry;
  switch (kind) {
    case "link-noise": {
      const { lossPermille = 0, duplicatePermille = 0, reorderPermille = 0 } = entry;
      return { kind, ...span, lossPermille, duplicatePermille, reorderPermille };
    }
    case "link-latency":
      return { kind, ...span, addMs: entry.addMs ?? 0, jitterMs: entry.jitterMs ?? 0 };
    case "half-open":
      return { kind, ...span, way: entry.way === "down" ? "down" : "up" };
    case "link-clog":
      return { kind, ...span, release: entry.release === "sent" ? "sent" : DEFAULTS.release };
  }
}

/** Makes the fault of a gateway or broker that an entry tells of. */
export function gatewayFault(
  { forgets }: FaultEntry,
  kind: GatewayFault["kind"],
  span: FaultSpan,
): GatewayFault {
  return kind === "broker-outage" ? { kind, ...span, ...told({ forgets }) } : { kind, ...span };
}

function sensorOf(sensor: FaultEntry["sensor"]): "tilt" | "lid" | "index" {
  return sensor === "lid" || sensor === "index" ? sensor : "tilt";
}

/** Leaves out what was not told. */
function told<T extends object>(value: T): { [P in keyof T]?: Exclude<T[P], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, content]) => content !== undefined),
  ) as { [P in keyof T]?: Exclude<T[P], undefined> };
}
