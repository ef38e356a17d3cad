export { simSerialGateway as ownSerialGateway } from "@dosekit/simulator";
