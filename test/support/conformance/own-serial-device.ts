export {
  type SimLinePatch as LinePatch,
  simSerialDevice as ownSerialDevice,
} from "@dosekit/simulator";
