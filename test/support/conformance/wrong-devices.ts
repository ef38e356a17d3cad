import { R, type RequirementId } from "@dosekit/conformance";
import {
  CapabilityReport,
  type Checkpoint,
  Command,
  CounterReport,
  DesiredConfig,
  DeviceEvent,
  DeviceState,
  type DeviceTransport,
  decodeMessage,
  EventAcknowledgement,
  EventRequest,
  encodeMessage,
  instant,
  Reply,
  ReportedConfig,
  ReportRequest,
} from "@dosekit/protocols";
import { MemoryStore } from "@dosekit/sdk/device";
import type { IConnectPacket, IPublishPacket } from "mqtt-packet";
import type { DevicePatch } from "./own-device.ts";
import { changing, changingPackets, read, type Spoiler, spoiled } from "./patched-transport.ts";
import { WRONG_DISPENSERS } from "./wrong-dispensers.ts";
import { WRONG_OVERCAUTIOUS } from "./wrong-overcautious.ts";
import { WRONG_PLANNERS } from "./wrong-planners.ts";
import { WRONG_READERS } from "./wrong-readers.ts";
import { WRONG_SEALED_DEVICES } from "./wrong-sealed-devices.ts";
import { WRONG_UPDATERS } from "./wrong-updaters.ts";

/** Our own device with one thing wrong, and the requirement that it breaks by that. */
export interface WrongDevice {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: DevicePatch;
}

function wrong(name: string, breaks: RequirementId, patch: DevicePatch): WrongDevice {
  return { name, breaks, patch };
}

function connects(
  name: string,
  breaks: RequirementId,
  change: (packet: IConnectPacket) => IConnectPacket,
): WrongDevice {
  const socket = changingPackets((packet) => (packet.cmd === "connect" ? change(packet) : packet));
  return wrong(name, breaks, { socket });
}

function publishes(
  name: string,
  breaks: RequirementId,
  change: (packet: IPublishPacket) => IPublishPacket,
): WrongDevice {
  const socket = changingPackets((packet) => (packet.cmd === "publish" ? change(packet) : packet));
  return wrong(name, breaks, { socket });
}

/** Each boot gets a spoiler of its own memory. */
function talks(name: string, breaks: RequirementId, spoiler: () => Spoiler): WrongDevice {
  return wrong(name, breaks, { transport: (transport) => spoiled(transport, spoiler()) });
}

/** Comes into contact once and never again. */
function openingOnce(transport: DeviceTransport): DeviceTransport {
  let isOpened = false;
  const own = spoiled(transport, {});
  return {
    ...own,
    open: (listener, lastWill) => {
      if (!isOpened) own.open(listener, lastWill);
      isOpened = true;
    },
  };
}

/** A store that loses what was written last when the power goes. */
class LyingStore extends MemoryStore {
  override recover(): readonly Uint8Array[] {
    return super.recover().slice(0, -1);
  }
}

/** Wrong devices, one thing wrong with each. */
export const WRONG_DEVICES: readonly WrongDevice[] = [
  connects("connects under another name", R.OMDP_MQT_002, (packet) => ({
    ...packet,
    clientId: "somebody",
  })),
  connects("starts with a clean session", R.OMDP_MQT_006, (packet) => ({ ...packet, clean: true })),
  connects("is silent for five minutes", R.OMDP_MQT_007, (packet) => ({
    ...packet,
    keepalive: 300,
  })),
  connects("states no bounds", R.OMDP_MQT_008, (packet) => ({
    ...packet,
    properties: { sessionExpiryInterval: 86_400 },
  })),
  connects("has its will sent at once", R.OMDP_MQT_009, (packet) => {
    if (packet.will === undefined) return packet;
    return { ...packet, will: { ...packet.will, properties: { willDelayInterval: 0 } } };
  }),
  wrong("listens to all that is said", R.OMDP_MQT_013, {
    socket: changingPackets((packet) => {
      if (packet.cmd !== "subscribe") return packet;
      const everything = packet.subscriptions.map((one) => ({
        ...one,
        topic: one.topic.replace(/[^/]+\/([^/]+|cfg\/desired)$/, "+/$1"),
      }));
      return { ...packet, subscriptions: everything };
    }),
  }),
  publishes("names no content type", R.OMDP_MQT_003, ({ properties: _none, ...packet }) => packet),
  publishes("has its records retained", R.OMDP_MQT_004, (packet) => ({ ...packet, retain: true })),
  publishes("has topics of its own", R.OMDP_MQT_001, (packet) => ({
    ...packet,
    topic: packet.topic.replace(/\/rsp$/, "/reply"),
  })),
  talks("says who it is after its first record", R.OMDP_MQT_010, () => ({
    up: (passing, { toHost }) => {
      if (passing.channel !== "state") return passing;
      setTimeout(() => toHost(passing), 30);
      return undefined;
    },
  })),
  talks("goes without a farewell", R.OMDP_MQT_012, () => ({
    up: changing(DeviceState, (state) => (state.status === "offline" ? undefined : state)),
  })),
  talks("obeys commands on any channel", R.OMDP_MQT_005, () => ({
    down: (passing) => {
      const isCommand = read(Command, passing.payload) !== undefined;
      return isCommand ? { ...passing, channel: "cmd" } : passing;
    },
  })),
  talks("takes the broker's word for the host's", R.OMDP_MQT_014, () => ({
    up: (passing, { toDevice }) => {
      const event = read(DeviceEvent, passing.payload);
      if (event === undefined) return passing;
      const { epoch, seq } = event;
      const payload = encodeMessage(EventAcknowledgement, { epoch, throughSeq: seq });
      setTimeout(() => toDevice({ channel: "ack", payload }), 5);
      return passing;
    },
  })),
  talks("does not look at the epoch of an acknowledgement", R.OMDP_EVT_008, () => {
    let own = 0;
    return {
      up: changing(DeviceEvent, (event) => {
        own = event.epoch;
        return event;
      }),
      down: changing(EventAcknowledgement, (said) => ({ ...said, epoch: own || said.epoch })),
    };
  }),
  talks("writes a record anew each time", R.OMDP_EVT_004, () => {
    const copies = new Map<number, number>();
    return {
      up: changing(DeviceEvent, (event) => {
        copies.set(event.seq, (copies.get(event.seq) ?? 0) + 1);
        return { ...event, detail: `copy ${copies.get(event.seq)}` };
      }),
    };
  }),
  talks("does not hear requests", R.OMDP_EVT_012, () => ({
    down: changing(EventRequest, () => undefined),
  })),
  talks("guesses the time", R.OMDP_EVT_005, () => ({
    up: changing(DeviceEvent, (event) => ({ ...event, civilMs: event.civilMs ?? instant(1) })),
  })),
  talks("leaves numbers out", R.OMDP_EVT_001, () => ({
    up: changing(DeviceEvent, (event) => (event.seq % 3 === 0 ? undefined : event)),
  })),
  wrong("begins again in the same epoch", R.OMDP_EVT_002, { freshEpoch: () => 5 }),
  wrong("sends before storage has it", R.OMDP_EVT_003, {
    store: () => new LyingStore(),
    isWithoutWitness: true,
  }),
  talks("names alerts as it likes", R.OMDP_EVT_009, () => ({
    up: changing(DeviceEvent, ({ alertId, ...event }) => {
      return alertId === undefined ? event : { ...event, alertId: `a${event.seq}` };
    }),
  })),
  (() => {
    const sent = new Set<number>();
    return talks("forgets alerts first", R.OMDP_EVT_015, () => ({
      up: changing(DeviceEvent, (event) => {
        if (event.kind !== "alert.raised") return event;
        const isNew = !sent.has(event.epoch + event.seq);
        sent.add(event.epoch + event.seq);
        return isNew ? event : undefined;
      }),
    }));
  })(),
  talks("does not tell what it dropped", R.OMDP_EVT_016, () => ({
    up: changing(DeviceEvent, (event) => {
      return event.kind === "telemetry.dropped" ? undefined : event;
    }),
  })),
  (() => {
    const sent = new Set<number>();
    return talks("sends each record once", R.OMDP_EVT_007, () => ({
      up: changing(DeviceEvent, (event) => {
        const isNew = !sent.has(event.epoch + event.seq);
        sent.add(event.epoch + event.seq);
        return isNew ? event : undefined;
      }),
    }));
  })(),
  wrong("forgets its answers in a power cut", R.OMDP_CMD_001, {
    logic: (logic) => ({
      ...logic,
      boot: (checkpoint, input, now) => {
        const state = checkpoint?.["state"] as Checkpoint | undefined;
        const forgetful = checkpoint && { ...checkpoint, state: { ...state, replies: [] } };
        return logic.boot(forgetful, input, now);
      },
    }),
  }),
  wrong("takes what it has forgotten for new", R.OMDP_CMD_001, {
    logic: (logic) => ({
      ...logic,
      step: (state, input, now) => {
        const forgetful = { ...(state as object), forgottenThroughMs: 0 };
        return logic.step(forgetful as typeof state, input, now);
      },
    }),
  }),
  talks("knows no deadline", R.OMDP_CMD_002, () => ({
    down: changing(Command, (command) => ({ ...command, notAfterMs: instant(4_000_000_000_000) })),
  })),
  talks("answers anew each time", R.OMDP_CMD_003, () => {
    let answers = 0;
    return {
      up: changing(Reply, (reply) => {
        answers += 1;
        return { ...reply, seq: answers };
      }),
    };
  }),
  talks("can't wait", R.OMDP_CMD_004, () => ({
    down: changing(Command, ({ notBeforeMs: _none, ...command }) => command),
  })),
  talks("keeps a time for later", R.OMDP_CMD_015, () => ({
    down: changing(Command, ({ notBeforeMs: _none, ...command }) => command),
  })),
  wrong("forgets in a power cut what is to come", R.OMDP_CMD_014, {
    logic: (logic) => ({
      ...logic,
      boot: (checkpoint, input, now) => {
        const state = checkpoint?.["state"] as Checkpoint | undefined;
        const forgetful = checkpoint && { ...checkpoint, state: { ...state, commandsAhead: [] } };
        return logic.boot(forgetful, input, now);
      },
    }),
  }),
  talks("follows a wish ahead of its time", R.OMDP_CFG_004, () => ({
    down: changing(DesiredConfig, ({ notBeforeMs: _none, ...config }) => config),
  })),
  talks("obeys everybody", R.OMDP_CMD_005, () => ({
    down: changing(Command, (command) => ({ ...command, actor: "gateway" })),
  })),
  talks("follows the last wish, old or new", R.OMDP_CFG_001, () => {
    let last = 0;
    return {
      down: changing(DesiredConfig, (config) => {
        last = config.version;
        return config;
      }),
      up: changing(ReportedConfig, (report) => ({ ...report, version: last })),
    };
  }),
  talks("does not report", R.OMDP_CFG_002, () => ({
    up: changing(ReportedConfig, () => undefined),
  })),
  talks("takes half of a wish", R.OMDP_CFG_003, () => ({
    up: changing(ReportedConfig, (report) => ({
      ...report,
      version: report.refusedVersion ?? report.version,
    })),
  })),
  wrong("takes a wish that was taken back for a new one", R.OMDP_CFG_005, {
    socket: changingPackets(
      (packet) => packet,
      (packet) => {
        if (packet.cmd !== "publish" || packet.payload.length > 0) return packet;
        const payload = Buffer.from(encodeMessage(DesiredConfig, { version: 7 }));
        return { ...packet, payload };
      },
    ),
  }),
  talks("reads on where bytes end", R.OMDP_CBR_002, () => ({
    down: (passing) => {
      const whole = passing.payload.slice(0, -1);
      return decodeMessage(whole).ok ? { ...passing, payload: whole } : passing;
    },
  })),
  talks("hangs on what it can't read", R.OMDP_CBR_010, () => {
    let hangs = false;
    return {
      down: (passing) => {
        hangs ||= !decodeMessage(passing.payload).ok;
        return hangs ? undefined : passing;
      },
    };
  }),
  talks("refuses what it does not know", R.OMDP_MSG_004, () => ({
    down: (passing) => {
      const decoded = decodeMessage(passing.payload);
      return decoded.ok && decoded.value.unknownKeys > 0 ? undefined : passing;
    },
  })),
  talks("writes lengths as it likes", R.OMDP_CBR_001, () => ({
    up: (passing) => ({
      ...passing,
      payload: Uint8Array.from([0x98, 2, ...passing.payload.slice(1)]),
    }),
  })),
  talks("answers under numbers of its own", R.OMDP_CAP_001, () => ({
    up: changing(CapabilityReport, (report) => ({ ...report, requestId: 0 })),
  })),
  talks("claims what it does not keep", R.OMDP_CAP_002, () => ({
    up: changing(CapabilityReport, (report) => ({ ...report, profiles: ["serial"] as const })),
  })),
  talks("names half of its commands", R.OMDP_CAP_003, () => ({
    up: changing(CapabilityReport, ({ verbs = [], ...report }) => ({
      ...report,
      verbs: verbs.slice(0, 5),
    })),
  })),
  talks("writes down that it was asked", R.OMDP_CAP_006, () => ({
    down: (passing, { toDevice }) => {
      if (read(ReportRequest, passing.payload) === undefined) return passing;
      const notAfterMs = instant(4_000_000_000_000);
      const about = { commandId: "asked", verb: "self-test", actor: "staff" } as const;
      toDevice({ channel: "cmd", payload: encodeMessage(Command, { ...about, notAfterMs }) });
      return passing;
    },
  })),
  talks("denies the test clock that it has", R.OMDP_TCK_001, () => ({
    up: changing(CapabilityReport, (report) => ({ ...report, testClock: "none" })),
  })),
  ...WRONG_READERS,
  talks("keeps its counters to itself", R.OMDP_CAP_004, () => ({
    up: changing(CounterReport, () => undefined),
  })),
  talks("hides what it refused", R.OMDP_CAP_005, () => ({
    up: changing(CounterReport, (report) => ({ ...report, rejected: [] })),
  })),
  talks("hides that it is in the test state", R.OMDP_TCK_004, () => ({
    up: changing(CapabilityReport, (report) => ({ ...report, testClock: "on" })),
  })),
  talks("lets anybody run its clock", R.OMDP_TCK_002, () => ({
    up: changing(Reply, ({ refusal, ...reply }) => {
      if (refusal === undefined) return reply;
      const isRun = reply.commandId === "run-the-clock";
      return isRun ? { ...reply, result: "done" } : { ...reply, refusal };
    }),
  })),
  talks("takes each step of its clock for a small one", R.OMDP_CLK_002, () => ({
    up: changing(DeviceEvent, (event) => {
      return event.kind === "clock.stepped" ? { ...event, kind: "clock.synced" } : event;
    }),
  })),
  talks("obeys at any point of its service", R.OMDP_CMD_006, () => ({
    up: changing(Reply, ({ refusal, ...reply }) => {
      if (refusal === undefined) return reply;
      return refusal === "wrong-mode" ? { ...reply, result: "done" } : { ...reply, refusal };
    }),
  })),
  wrong("goes to sleep and says that it stays", R.OMDP_MQT_015, { sleep: () => undefined }),
  wrong("sleeps through its alerts", R.OMDP_MQT_016, { transport: openingOnce }),
  wrong("is forgotten while it sleeps", R.OMDP_MQT_017, { sessionSeconds: 86_400 }),
  ...WRONG_SEALED_DEVICES,
  ...WRONG_DISPENSERS,
  ...WRONG_UPDATERS,
  ...WRONG_PLANNERS,
  ...WRONG_OVERCAUTIOUS,
];
