import type { GatewayTransportListener } from "@dosekit/protocols";
import { type Connection, SeverableTransport } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** A connection that only remembers what was asked of it. */
class ScriptedConnection implements Connection {
  readonly sent: string[] = [];
  listener: GatewayTransportListener | undefined;
  isPaused = false;
  isClosed = false;

  open(listener: GatewayTransportListener): void {
    this.listener = listener;
    listener.onLink(true);
  }
  send(deviceId: string): void {
    this.sent.push(deviceId);
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  close(): void {
    this.isClosed = true;
  }
}

function bench() {
  const connections: ScriptedConnection[] = [];
  const heard: string[] = [];
  const transport = new SeverableTransport(() => {
    const connection = new ScriptedConnection();
    connections.push(connection);
    return connection;
  });
  const listener: GatewayTransportListener = {
    onLink: (up) => heard.push(up ? "up" : "down"),
    onMessage: (deviceId, channel) => heard.push(`${deviceId}/${channel}`),
  };
  return { transport, listener, heard, connections };
}

describe("a gateway's connection that faults can cut", () => {
  it("is gone while it is cut, and another one afterwards", () => {
    const { transport, listener, heard, connections } = bench();
    transport.open(listener);
    transport.setCut(true);
    transport.send("d1", "ack", new Uint8Array());
    transport.setCut(false);
    transport.send("d2", "ack", new Uint8Array());
    expect(heard).toEqual(["up", "down", "up"]);
    expect(connections.map(({ isClosed, sent }) => [isClosed, sent])).toEqual([
      [true, []],
      [false, ["d2"]],
    ]);
  });

  it("tells nothing of what an old connection still hears", () => {
    const { transport, listener, heard, connections } = bench();
    transport.open(listener);
    const old = connections[0]?.listener;
    transport.setCut(true);
    old?.onMessage("d1", "evt", new Uint8Array(), false);
    old?.onLink(false);
    expect(heard).toEqual(["up", "down"]);
  });

  it("stays held when it is cut while held", () => {
    const { transport, listener, connections } = bench();
    transport.open(listener);
    transport.pause();
    transport.setCut(true);
    transport.setCut(false);
    expect(connections[1]?.isPaused).toBe(true);
    transport.resume();
    expect(connections[1]?.isPaused).toBe(false);
  });

  it("comes about only when it is healed, if it was cut before it was opened", () => {
    const { transport, listener, connections } = bench();
    transport.setCut(true);
    transport.open(listener);
    expect(connections).toHaveLength(0);
    transport.setCut(false);
    expect(connections).toHaveLength(1);
    transport.close();
    expect(connections[0]?.isClosed).toBe(true);
  });
});
