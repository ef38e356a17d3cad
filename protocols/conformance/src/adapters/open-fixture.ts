import { spawn } from "node:child_process";
import { connect } from "node:net";
import { environmentMistake, KitMistake } from "../files/kit-mistake.ts";
import { hostAndPort } from "./adapter-address.ts";
import { splitCommand } from "./command-words.ts";
import type { Fixture } from "./fixture.ts";
import { LineFixture } from "./line-fixture.ts";
import { terminalFixture } from "./terminal-fixture.ts";

/** How long a fixture on the network may take to accept, ms. */
const CONNECT_MS_MAX = 10_000;
/** How long a program may take to end by itself once its input has ended, ms. */
const END_MS_MAX = 2_000;

/** What a fixture is opened with. */
export interface FixtureContext {
  /** How long an answer may take, ms. */
  readonly limitMs: number;
  /** Asks whoever sits at the terminal; absent when nobody does. */
  readonly question?: (text: string) => Promise<string>;
}

/**
 * Opens what stands behind `--fixture`: `none`, `terminal`, `tcp:host:port`, or `exec:` and a
 * program.
 *
 * @throws KitMistake when it can't be opened
 */
export async function openFixture(
  text: string,
  context: FixtureContext,
): Promise<Fixture | undefined> {
  if (text === "none") return undefined;
  if (text === "terminal") {
    if (context.question === undefined) throw badFixture(text, "a terminal to ask at");
    return terminalFixture(context.question);
  }
  if (text.startsWith("tcp:")) return overTcp(hostAndPort(text.slice(4)), context);
  if (text.startsWith("exec:")) return ofProgram(splitCommand(text.slice(5)), context);
  throw badFixture(text, "none, terminal, tcp:host:port, or exec: and a program");
}

function ofProgram(
  [program = "", ...args]: readonly string[],
  { limitMs }: FixtureContext,
): Promise<Fixture> {
  if (program === "") throw badFixture("exec:", "a program behind exec:");
  const fixture = new LineFixture(limitMs);
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => fixture.push(chunk));
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("exit", (code, signal) => fixture.end(`its program ended (${signal ?? code})`));
  const close = async () => {
    child.stdin.end();
    const late = setTimeout(() => child.kill("SIGKILL"), END_MS_MAX);
    await ended;
    clearTimeout(late);
  };
  fixture.connect({ write: (line) => void child.stdin.write(line), close });
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(fixture));
    child.once("error", (cause) => reject(notThere(program, cause)));
  });
}

function overTcp(
  place: { readonly host: string; readonly port: number },
  { limitMs }: FixtureContext,
): Promise<Fixture> {
  const fixture = new LineFixture(limitMs);
  const socket = connect(place);
  socket.setNoDelay(true).setTimeout(CONNECT_MS_MAX, () => socket.destroy(new Error("no answer")));
  socket.setEncoding("utf8").on("data", (chunk: Buffer | string) => fixture.push(String(chunk)));
  socket.on("close", () => fixture.end("the connection ended"));
  const close = () => Promise.resolve(void socket.destroy());
  fixture.connect({ write: (line) => void socket.write(line), close });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(fixture);
    });
    socket.on("error", (cause) => reject(notThere(`${place.host}:${place.port}`, cause)));
  });
}

function badFixture(found: string, allowed: string): KitMistake {
  const message = "There is no such fixture.";
  return new KitMistake({ code: "fixture.unknown", field: "--fixture", found, allowed, message });
}

function notThere(found: string, cause: unknown): KitMistake {
  return environmentMistake({
    code: "fixture.not-there",
    field: "--fixture",
    found: `${found}: ${cause instanceof Error ? cause.message : String(cause)}`,
    allowed: "a program that can be started, or a port that accepts",
    message: "The fixture can't be reached.",
  });
}
