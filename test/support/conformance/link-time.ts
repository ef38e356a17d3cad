export { FAST_LINK_TIME } from "@dosekit/simulator";
