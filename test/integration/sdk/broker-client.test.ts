import { type AddressInfo, createServer, type Server, Socket } from "node:net";
import { ChildRelay, MemoryLink, MqttGatewayTransport, RealGatewayTimers } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";

/** Opens a way to a broker; gives what ends it. */
type Opening = (url: string, timers: RealGatewayTimers) => () => void;

const silent = { onLink: () => undefined, onMessage: () => undefined };

const gateway: Opening = (url, timers) => {
  const transport = new MqttGatewayTransport({ url, tenant: "t", timers });
  transport.open(silent);
  return () => transport.close();
};

const relay: Opening = (url, timers) => {
  const { gateway: children } = new MemoryLink();
  const own = new ChildRelay({ children, url, tenant: "t", timers, gatewayId: "g", bootId: 1 });
  own.open();
  return () => own.close();
};

let server: Server;
let sockets: Socket[];
let timers: RealGatewayTimers;

beforeEach(async () => {
  sockets = [];
  timers = new RealGatewayTimers();
  server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  timers.cancelAll();
  for (const socket of sockets) socket.destroy();
  server.close();
  vi.restoreAllMocks();
});

describe.each([
  ["a gateway", gateway],
  ["a gateway that speaks for others", relay],
])("%s", (_name, open) => {
  it.each(["mqtt", "mqtts"])("sends each message at once over %s", async (scheme) => {
    const { port } = server.address() as AddressInfo;
    const set = vi.spyOn(Socket.prototype, "setNoDelay");
    const end = open(`${scheme}://127.0.0.1:${port}`, timers);
    await waitUntil("a connection", () => sockets.length === 1);
    const ports = () => set.mock.contexts.map((socket) => (socket as Socket).remotePort);
    await waitUntil("the socket's own word", () => ports().includes(port), 2_000);
    expect(set.mock.calls.every(([isSet = true]) => isSet)).toBe(true);
    end();
  });
});
