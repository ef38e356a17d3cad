import { R, type RequirementId } from "@dosekit/conformance";
import { Command, type Reply } from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { changingPackets, type Passing, read, spoiled } from "./patched-transport.ts";
import { answers, entries, tells, type WrongDispenser } from "./wrong-dispensers.ts";

function refusesAll(
  name: string,
  breaks: RequirementId,
  refusal: NonNullable<Reply["refusal"]>,
): WrongDispenser {
  return answers(name, breaks, ({ commandId }) => ({ commandId, result: "refused", refusal }));
}

/** Leaves all of its boots the will of the first. */
const KEEPS_ITS_FIRST_WILL: WrongDispenser = {
  name: "keeps the will of its first boot",
  breaks: R.OMDP_MQT_009,
  patch: {
    socket: (target) => {
      let first: IConnectPacket | undefined;
      const open = changingPackets((packet) => {
        if (packet.cmd !== "connect") return packet;
        first ??= packet;
        return first.will === undefined ? packet : { ...packet, will: first.will };
      });
      return open(target);
    },
  },
};

/** Subscribes in its first connection, and in others to what nobody sends. */
const SUBSCRIBES_ONCE: WrongDispenser = {
  name: "trusts its broker to remember what it subscribed to",
  breaks: R.OMDP_MQT_013,
  patch: {
    socket: (target) => {
      let connections = 0;
      const open = changingPackets((packet) => {
        if (packet.cmd === "connect") connections += 1;
        if (packet.cmd !== "subscribe" || connections < 2) return packet;
        const subscriptions = packet.subscriptions.map((one) => ({ ...one, topic: "nothing" }));
        return { ...packet, subscriptions };
      });
      return open(target);
    },
  },
};

/** Takes what its broker delivers for its own. */
const LOOKS_AT_NO_NAME: WrongDispenser = {
  name: "looks at no name in a topic",
  breaks: R.OMDP_MQT_013,
  patch: {
    socket: (target) =>
      changingPackets(
        (packet) => {
          if (packet.cmd !== "subscribe") return packet;
          const subscriptions = packet.subscriptions.map((one) => ({
            ...one,
            topic: one.topic.replace(target.deviceId, "+"),
          }));
          return { ...packet, subscriptions };
        },
        (packet) => {
          if (packet.cmd !== "publish") return packet;
          const topic = packet.topic.replace(/\/another\//, `/${target.deviceId}/`);
          return { ...packet, topic };
        },
      )(target),
  },
};

/** Says who it is where it is told what to do. */
const WANTS_SEALS: WrongDispenser = {
  name: "takes nothing that is open, whoever it is for",
  breaks: R.OMDP_SEC_005,
  patch: {
    transport: (transport) => {
      let birth: Passing<"state"> | undefined;
      return spoiled(transport, {
        up: (passing) => {
          const { channel, payload } = passing;
          if (channel === "state") birth = { channel, payload };
          return passing;
        },
        down: (passing, { toHost }) => {
          if (read(Command, passing.payload) === undefined) return passing;
          if (birth !== undefined) toHost(birth);
          return undefined;
        },
      });
    },
  },
};

/** Wrong devices that keep more from happening than they have to. */
export const WRONG_OVERCAUTIOUS: readonly WrongDispenser[] = [
  KEEPS_ITS_FIRST_WILL,
  SUBSCRIBES_ONCE,
  LOOKS_AT_NO_NAME,
  WANTS_SEALS,
  answers("calls nothing done that it did", R.OMDP_CMD_003, (reply) => {
    return reply.result === "done" ? { ...reply, result: "refused", refusal: "prevented" } : reply;
  }),
  tells("keeps its first record to itself", R.OMDP_EVT_001, (event) => {
    return event.seq === 1 ? undefined : event;
  }),
  { name: "has room for a few records", breaks: R.OMDP_EVT_015, patch: { spoolEventsMax: 6 } },
  refusesAll("takes every deadline for over", R.OMDP_CMD_002, "expired"),
  refusesAll("takes every time for one ahead", R.OMDP_CMD_015, "too-early"),
  refusesAll("obeys nobody", R.OMDP_CMD_005, "not-allowed"),
  refusesAll("supports nothing that it names", R.OMDP_CAP_003, "unsupported"),
  tells("raises an alert for what was taken", R.OMDP_DOS_010, (event) => {
    if (event.kind !== "dose.released") return event;
    return { ...event, kind: "alert.raised", alert: "1.1", alertId: "raised-in-vain" };
  }),
  tells("offers the doses of a journey again", R.OMDP_CMD_009, (event) => {
    return event.outcome === "released-ahead" ? { ...event, kind: "dose.offering" } : event;
  }),
  entries("knows no last date", R.OMDP_TIM_010, ({ endDate: _end, ...entry }) => entry),
  answers("does not say that its moment is over", R.OMDP_UPD_005, (reply) => {
    return reply.refusal === "expired" ? { ...reply, refusal: "prevented" } : reply;
  }),
];
