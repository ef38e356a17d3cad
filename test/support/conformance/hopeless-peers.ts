import { connect } from "node:net";
import { type AdapterKind, type DutTarget, type LinePort, NEAR_PARAMS } from "@dosekit/conformance";
import { SIM_DEVICE_ICS, SIM_GATEWAY_ICS } from "@dosekit/simulator";

/** Waits in which nobody hopes for anything. */
const HOPELESS_PARAMS = {
  ...NEAR_PARAMS,
  ...{ connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20, linkSpeed: 1_000 },
};
const NOISE_EVERY_MS = 5;
const NOISE_BYTES = 40;

/** Calls back with bytes without meaning, the same in each run, until it is stopped. */
function noise(onBytes: (bytes: Uint8Array) => void): () => void {
  let state = 1;
  const timer = setInterval(() => {
    const bytes = Uint8Array.from({ length: NOISE_BYTES }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state >>> 16;
    });
    onBytes(bytes);
  }, NOISE_EVERY_MS);
  return () => clearInterval(timer);
}

/** Speaks noise to a broker, and comes again whenever it is thrown out. */
function noiseAt({ url }: DutTarget): () => void {
  const { hostname, port } = new URL(url);
  const open = () => connect({ host: hostname, port: Number(port) }).on("error", () => undefined);
  let socket = open();
  const stop = noise((bytes) => {
    if (socket.destroyed) socket = open();
    socket.write(bytes);
  });
  return () => {
    stop();
    socket.destroy();
  };
}

function noisyLine(): LinePort {
  let stop = () => undefined as unknown;
  return {
    open: (onBytes) => {
      stop = noise(onBytes);
    },
    write: () => undefined,
    close: () => void stop(),
  };
}

const SILENT_LINE: LinePort = {
  open: () => undefined,
  write: () => undefined,
  close: () => undefined,
};

/** `hopeless:dead-device`, `hopeless:noise-gateway` and so on: stated to be all that our own products are. */
export const HOPELESS_ADAPTER: AdapterKind = {
  scheme: "hopeless",
  help: "hopeless:dead-ROLE or hopeless:noise-ROLE",
  ics: ({ rest }) => (rest.endsWith("gateway") ? SIM_GATEWAY_ICS : SIM_DEVICE_ICS),
  make: ({ rest, text }, { role }) => {
    const isNoisy = rest.startsWith("noise");
    return {
      name: text,
      role,
      atOnce: 30,
      simulationOnly: [],
      handsOf: "product",
      params: HOPELESS_PARAMS,
      gone: undefined,
      refusal: () => undefined,
      open: async () => undefined,
      close: async () => undefined,
      openLine: () => (isNoisy ? noisyLine() : SILENT_LINE),
      start: async (target) => {
        const stop = isNoisy && target.line === undefined ? noiseAt(target) : () => undefined;
        return { act: async () => ({ ok: true }), stop: async () => stop() };
      },
    };
  },
};
