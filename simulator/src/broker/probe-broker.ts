import { randomUUID } from "node:crypto";
import { certificateFault, type SdkFaultCode, sdkFault } from "@dosekit/sdk";
import mqtt, { type MqttClient } from "mqtt";
import { environmentError, UserError } from "../cli/user-error.ts";

/** What a client brings to a secure connection, as PEM. */
export interface BrokerTls {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** How long a broker may take to answer a first connection, ms. */
const ANSWER_TIMEOUT_MS = 5_000;

const SCHEMES: readonly string[] = ["mqtt:", "mqtts:", "ws:", "wss:"];

/** What the reason codes of a refused connection mean to whoever reads the message. */
const REFUSALS: Readonly<Record<number, string>> = {
  1: "it does not speak MQTT 5",
  132: "it does not speak MQTT 5",
  4: "wrong user name or password",
  134: "wrong user name or password",
  5: "not authorised",
  135: "not authorised",
  136: "server unavailable",
  137: "server busy",
  138: "banned",
  159: "too many connections in a short time",
};

/**
 * Checks the address of an outside broker as it was given by the user.
 *
 * @throws {@link UserError} `broker.bad-address`, exit 2
 */
export function checkBrokerUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && SCHEMES.includes(parsed.protocol) && parsed.hostname !== "") return;
  throw new UserError({
    code: "broker.bad-address",
    field: "--broker",
    found: url,
    allowed: "mqtt://host:port, mqtts://host:port, ws://host:port or wss://host:port",
    message: "This is no address of an MQTT broker.",
  });
}

/**
 * Connects once with MQTT 5 and leaves again, so that a run finds out before it starts anything
 * whether the broker is there, lets it in and speaks MQTT 5.
 *
 * @throws {@link UserError} `broker.unreachable`, `broker.refused`, `broker.no-mqtt5`,
 *   `broker.certificate` or `broker.silent`, exit 3
 */
export async function probeBroker(
  url: string,
  timeoutMs = ANSWER_TIMEOUT_MS,
  tls: BrokerTls = {},
): Promise<void> {
  const client = mqtt.connect(url, {
    ...tls,
    protocolVersion: 5,
    clientId: `dosekit-probe-${randomUUID().slice(0, 8)}`,
    reconnectPeriod: 0,
    // Ours comes first, so that silence is told from a connection that fails.
    connectTimeout: 2 * timeoutMs,
  });
  try {
    await answerOf(client, url, timeoutMs);
  } finally {
    await new Promise<void>((resolve) => client.end(true, {}, () => resolve()));
  }
}

function answerOf(client: MqttClient, url: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(silentError(url, timeoutMs)), timeoutMs);
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    client.on("connect", () => settle());
    client.on("error", (error) => settle(refusalOf(error, url)));
    client.on("close", () => settle(closedError(url)));
  });
}

function refusalOf(error: Error, url: string): UserError {
  const code = "code" in error ? error.code : undefined;
  if (typeof code !== "number") return unreachableError(error, url);
  const words = REFUSALS[code] ?? error.message;
  return environmentError({
    code: code === 1 || code === 132 ? "broker.no-mqtt5" : "broker.refused",
    field: "--broker",
    found: `${url} answered with reason code ${code}`,
    allowed: "a broker that speaks MQTT 5 and lets this client in",
    message: `The broker refused the connection: ${words}.`,
  });
}

function unreachableError(error: Error, url: string): UserError {
  const reason = "code" in error && error.code !== undefined ? String(error.code) : error.message;
  const certificate = certificateFault(reason);
  if (certificate !== undefined) return certificateError(certificate, url, reason);
  return environmentError({
    code: "broker.unreachable",
    field: "--broker",
    found: `${url} (${reason})`,
    allowed: "the address of a broker that is running",
    message: "The broker can't be reached.",
  });
}

function certificateError(fault: SdkFaultCode, url: string, reason: string): UserError {
  const { message, remedy } = sdkFault(fault);
  return environmentError({
    code: "broker.certificate",
    field: "--broker",
    found: `${url} (${reason})`,
    allowed: remedy,
    message,
  });
}

function closedError(url: string): UserError {
  return environmentError({
    code: "broker.refused",
    field: "--broker",
    found: `${url} closed the connection without an answer`,
    allowed: "a broker that speaks MQTT 5 and lets this client in",
    message: "The broker refused the connection.",
  });
}

function silentError(url: string, timeoutMs: number): UserError {
  return environmentError({
    code: "broker.silent",
    field: "--broker",
    found: `${url} gave no answer in ${timeoutMs} ms`,
    allowed: "a broker that speaks MQTT 5",
    message: "Something listens there, but it does not answer as an MQTT broker.",
  });
}
