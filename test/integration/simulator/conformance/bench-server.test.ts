import { connect, type Socket } from "node:net";
import { BenchServer } from "@dosekit/simulator";
import { afterEach, beforeEach, expect, it } from "vitest";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

/** Longest line that a fixture reads. */
const LINE_MAX = 1_048_576;
let server: BenchServer;
let socket: Socket;
let said = "";
let isClosed = false;

beforeEach(async () => {
  [said, isClosed] = ["", false];
  server = await BenchServer.listen(0, () => Promise.resolve({ ok: true }));
  socket = connect(server.port, "127.0.0.1");
  socket
    .on("error", () => undefined)
    .on("close", () => {
      isClosed = true;
    });
  socket.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
});
afterEach(async () => {
  socket.destroy();
  await server.close();
});

it("a fixture lets go of whoever writes a line without an end", async () => {
  socket.write("x".repeat(LINE_MAX));
  socket.write("x");
  await waitUntil("the end of the connection", () => isClosed);
  expect(said).toBe("");
});

it("a fixture reads the longest line, and any number of them", async () => {
  const step = '{"do":"event","value":"';
  const line = `${step}${"x".repeat(LINE_MAX - step.length - 2)}"}`;
  socket.write(`${line}\n${line}\n`);
  await waitUntil("two answers", () => said.split("\n").length === 3);
  expect(said).toBe('{"done":true}\n{"done":true}\n');
});
