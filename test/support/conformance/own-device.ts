export { type SimDevicePatch as DevicePatch, simDevice as ownDevice } from "@dosekit/simulator";
