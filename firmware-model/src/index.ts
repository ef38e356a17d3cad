export { BOARD_EVENTS, type BoardContext, type BoardEvent } from "./board/board.events.ts";
export { BOARD_IGNORED } from "./board/board.ignored.ts";
export { boardMachine } from "./board/board.machine.ts";
export { boardFigures } from "./board/board.ts";
export type {
  CarouselContext,
  CarouselEvent,
  CarouselFigures,
} from "./carousel/carousel.events.ts";
export { CAROUSEL_IGNORED } from "./carousel/carousel.ignored.ts";
export { CAROUSEL_MOTIONS } from "./carousel/carousel.motions.ts";
export { createDevice, type DeviceParts } from "./device/create-device.ts";
export type { DeviceState } from "./device/device-state.ts";
export { comparePlans, type PlanDifference, type PlanReach } from "./device/plan-change.ts";
export {
  DISPENSING_MODES,
  MODE_STEPS,
  type Refusal,
  RIGHTS,
  type Right,
  refusalByRight,
  SEALED_ONLY,
} from "./device/rights.ts";
export {
  UPDATE_EVENTS,
  type UpdateContext,
  type UpdateEvent,
} from "./firmware-update/firmware-update.events.ts";
export { UPDATE_IGNORED } from "./firmware-update/firmware-update.ignored.ts";
export { updateMachine } from "./firmware-update/firmware-update.machine.ts";
export * from "./firmware-update/image-slots.ts";
export { bindSource, chartSource } from "./machine/compile/chart-source.ts";
export * from "./machine/compile/chart-stepper.ts";
export type * from "./machine/compile/chart-table.ts";
export { type CompiledChart, compileChart } from "./machine/compile/compiled-chart.ts";
export { makeTable } from "./machine/compile/make-table.ts";
export { ownContext } from "./machine/compile/own-context.ts";
export { checkedDelayMs, endlessChart } from "./machine/compile/step-limits.ts";
export { type SteppedChart, stepperExecutor } from "./machine/compile/stepper-executor.ts";
export {
  answersOf,
  eventNameOf,
  leavesIn,
  toEventTable,
  toMermaid,
} from "./machine/describe-machine.ts";
export * from "./machine/executor.ts";
export * from "./machine/ignored-event.ts";
export * from "./machine/lint-finding.ts";
export { type LintSubject, lintMachine } from "./machine/lint-machine.ts";
export { type ActionReference, pathOf, type StateNode, statesOf } from "./machine/machine-walk.ts";
export { profiledChart, profiledExecutor } from "./machine/profiled-executor.ts";
export { SHIPPED_CHARTS, type ShippedChart } from "./machine/shipped-charts.ts";
export { xstateExecutor } from "./machine/xstate-executor.ts";
export * from "./mechanism/mechanism.ts";
export { MECHANISMS, mechanismOf } from "./mechanism/registry.ts";
export { contactIntervalMsOf } from "./profile/contact-interval.ts";
export { dispenseReasons, NEVER_DISPENSED } from "./profile/dispense-reasons.ts";
export * from "./profile/figure.ts";
export * from "./profile/hardware-figures.ts";
export { hazardTable } from "./profile/hazard-table.ts";
export { planLimitsOf } from "./profile/plan-limits.ts";
export * from "./profile/product-profile.ts";
export { PROFILES, profileOf } from "./profile/profiles.ts";
export * from "./profile/service-figures.ts";
export { namedFigures, type ProfileProblem, validateProfile } from "./profile/validate-profile.ts";
export {
  ROLL_RAISED,
  type RollContext,
  type RollEvent,
  type RollFigures,
} from "./roll/roll.events.ts";
export { ROLL_MOTIONS } from "./roll/roll.motions.ts";
export { ROLL_PLAN_IGNORED, ROLL_PLAN_UNHEARD } from "./roll-plan/roll-plan.ignored.ts";
export { ROLL_READER_IGNORED, ROLL_READER_UNHEARD } from "./roll-reader/roll-reader.ignored.ts";
export { type Verdict, verdictOf } from "./roll-reader/roll-reader.verdict.ts";
export {
  type InstantReading,
  instantOf,
  isCovered,
  type LocalReading,
  type LocalTimeKind,
  localOf,
  OUTSIDE_TABLE,
  type OutsideTable,
  offsetAt,
} from "./time/civil-time.ts";
export * from "./time/dose-window.ts";
export * from "./time/plan-check.ts";
export * from "./time/plan-problem.ts";
export * from "./time/plan-windows.ts";
export { ZONE_TABLE_VERSION } from "./time/zone-rows.generated.ts";
export * from "./time/zone-table.ts";
export * from "./time/zone-tables.ts";
export type { TrayContext, TrayEvent, TrayFigures } from "./tray/tray.events.ts";
export { TRAY_IGNORED, TRAY_UNHEARD } from "./tray/tray.ignored.ts";
export { TRAY_MOTIONS } from "./tray/tray.motions.ts";
