import { type AddressInfo, createServer, type Socket } from "node:net";
import type { DeviceTransport } from "@dosekit/protocols";
import {
  MemoryWire,
  MqttGatewayTransport,
  type PausableTransport,
  RealGatewayTimers,
  SerialBytePort,
  SerialGatewayTransport,
  type SerialLineOptions,
  TcpBytePort,
} from "@dosekit/sdk";
import { MqttDeviceTransport, SerialDeviceTransport } from "@dosekit/sdk/device";
import { openPseudoTerminal } from "@dosekit/simulator";
import { brokersUnderTest, freshTenant } from "../brokers.ts";
import { sharedSocket } from "./shared-socket.ts";

/** A gateway's way to devices, and the devices' ends of it. */
export interface GatewayWay {
  readonly transport: PausableTransport;
  readonly deviceEnd: (deviceId: string) => DeviceTransport;
  readonly close: () => Promise<void>;
}

/** One kind of way, to be opened for a test. */
export interface GatewayWayKind {
  readonly name: string;
  readonly open: (deviceIds: readonly string[]) => Promise<GatewayWay>;
}

/** Every way that there is: the brokers, lines of both kinds, a serial server, and memory. */
export function gatewayWays(): readonly GatewayWayKind[] {
  return [
    ...brokersUnderTest().map(({ name, start }) => ({
      name: `MQTT 5 (${name})`,
      open: () => overMqtt(start),
    })),
    { name: "serial ports", open: overSerialPorts },
    { name: "a serial line that devices share", open: overSharedLine },
    { name: "serial servers over TCP", open: overTcp },
    { name: "memory", open: inMemory },
  ];
}

async function overMqtt(
  start: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>,
): Promise<GatewayWay> {
  const broker = await start();
  const [tenant, timers] = [freshTenant(), new RealGatewayTimers()];
  const { url } = broker;
  return {
    transport: new MqttGatewayTransport({ url, tenant, timers }),
    deviceEnd: (deviceId) => new MqttDeviceTransport({ url, tenant, deviceId }),
    close: () => broker.stop(),
  };
}

async function overSerialPorts(deviceIds: readonly string[]): Promise<GatewayWay> {
  const cables = new Map(deviceIds.map((deviceId) => [deviceId, openPseudoTerminal()]));
  const lines = [...cables.values()].map(({ path }) => ({ port: new SerialBytePort({ path }) }));
  return serialWay(lines, {
    portOf: (deviceId) => there(cables.get(deviceId)).port,
    close: async () => {
      for (const cable of cables.values()) cable.close();
    },
  });
}

async function overSharedLine(deviceIds: readonly string[]): Promise<GatewayWay> {
  const cable = openPseudoTerminal();
  const socket = sharedSocket(cable.port);
  const addresses = deviceIds.map((_, index) => index + 1);
  const port = new SerialBytePort({ path: cable.path });
  // All ends share one process: what a busy machine takes is no fault of the line.
  const dropTiming = { answerWithinMs: 200, pollMs: 50 };
  return serialWay([{ port, addresses, dropTiming }], {
    portOf: socket,
    addressOf: (deviceId) => deviceIds.indexOf(deviceId) + 1,
    close: async () => cable.close(),
  });
}

async function overTcp(deviceIds: readonly string[]): Promise<GatewayWay> {
  const servers = new Map<string, Awaited<ReturnType<typeof serialServer>>>();
  for (const deviceId of deviceIds) servers.set(deviceId, await serialServer());
  const host = "127.0.0.1";
  const lines = [...servers.values()].map(({ port }) => {
    return { port: new TcpBytePort({ host, port }) };
  });
  return serialWay(lines, {
    portOf: (deviceId) => new TcpBytePort({ host, port: there(servers.get(deviceId)).port }),
    close: async () => {
      for (const server of servers.values()) server.close();
    },
  });
}

async function inMemory(deviceIds: readonly string[]): Promise<GatewayWay> {
  const wires = new Map(deviceIds.map((deviceId) => [deviceId, new MemoryWire()]));
  const lines = [...wires.values()].map((wire) => ({ port: wire.port("memory") }));
  return serialWay(lines, {
    portOf: (deviceId) => there(wires.get(deviceId)).port(),
    close: async () => undefined,
  });
}

function serialWay(
  lines: readonly SerialLineOptions[],
  ends: {
    readonly portOf: (deviceId: string) => SerialLineOptions["port"];
    readonly addressOf?: (deviceId: string) => number;
    readonly close: () => Promise<void>;
  },
): GatewayWay {
  const { addressOf } = ends;
  return {
    transport: new SerialGatewayTransport({ lines }),
    deviceEnd: (deviceId) =>
      new SerialDeviceTransport({
        port: ends.portOf(deviceId),
        deviceId,
        ...(addressOf === undefined ? {} : { address: addressOf(deviceId) }),
      }),
    close: ends.close,
  };
}

/** A serial server: what comes in on one connection goes out on the others. */
export async function serialServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (bytes) => {
      for (const other of sockets) if (other !== socket) other.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port, close };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is no such device");
  return value;
}
