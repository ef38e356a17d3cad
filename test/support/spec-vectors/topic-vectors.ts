import { CHANNELS, type Channel } from "@dosekit/protocols";

/** A vector of a topic: its parts, or why it is none. */
export interface TopicRow {
  readonly name: string;
  readonly reqs: readonly string[];
  readonly topic: string;
  readonly result: "valid" | "invalid";
  readonly error?: string;
  readonly tenant?: string;
  readonly deviceId?: string;
  readonly channel?: string;
  readonly publisher?: "device" | "host";
  readonly qos?: number;
  readonly retain?: boolean;
}

/** A vector of one word in a CONNECT: what a client may state. */
export interface ConnectRow {
  readonly name: string;
  readonly reqs: readonly string[];
  readonly field: string;
  readonly value: number;
  readonly result: "valid" | "invalid";
  readonly error?: string;
}

const LONGEST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123";

/** Vectors of topics: each channel, each end of a name, and what is none. */
export function topicVectors(): readonly TopicRow[] {
  return [
    ...(Object.keys(CHANNELS) as Channel[]).map((channel) =>
      valid(`the channel ${channel}`, "demo", "box-1", channel),
    ),
    valid("names of one character", "a", "0", "evt"),
    valid("names of 32 characters", LONGEST, LONGEST.toLowerCase(), "cfg/desired"),
    invalid("a tenant of 33 characters", `omdp/1/${LONGEST}4/box-1/evt`, "topic-name"),
    invalid("a device of 33 characters", `omdp/1/demo/${LONGEST}4/evt`, "topic-name"),
    invalid("a tenant of no character", "omdp/1//box-1/evt", "topic-name"),
    invalid("a device of no character", "omdp/1/demo//evt", "topic-name"),
    invalid("a dot in a name", "omdp/1/demo/box.1/evt", "topic-name"),
    invalid("a blank in a name", "omdp/1/demo/box 1/evt", "topic-name"),
    invalid("a letter beyond ASCII in a name", "omdp/1/demo/bøx/evt", "topic-name"),
    invalid("a wildcard for the device", "omdp/1/demo/+/evt", "topic-name"),
    invalid("a wildcard for all the rest", "omdp/1/demo/#", "topic-name"),
    invalid("another root", "OMDP/1/demo/box-1/evt", "topic-form"),
    invalid("a slash in front", "/omdp/1/demo/box-1/evt", "topic-form"),
    invalid("nothing", "", "topic-form"),
    invalid("no device", "omdp/1/demo", "topic-form"),
    invalid("a major version to come", "omdp/2/demo/box-1/evt", "topic-version"),
    invalid("the version in another form", "omdp/01/demo/box-1/evt", "topic-version"),
    invalid("an unknown channel", "omdp/1/demo/box-1/log", "topic-channel"),
    invalid("no channel", "omdp/1/demo/box-1", "topic-channel"),
    invalid("a channel in capital letters", "omdp/1/demo/box-1/EVT", "topic-channel"),
    invalid("half of a channel", "omdp/1/demo/box-1/cfg", "topic-channel"),
    invalid("a slash at the end", "omdp/1/demo/box-1/evt/", "topic-channel"),
    invalid("a level more", "omdp/1/demo/box-1/cfg/desired/now", "topic-channel"),
  ];
}

/** Vectors at each limit of a CONNECT and one past it. */
export function connectVectors(): readonly ConnectRow[] {
  return [
    ...range("sessionExpirySeconds", "OMDP-MQT-006", { min: 86_400, max: 0xffff_ffff }),
    ...range("keepAliveSeconds", "OMDP-MQT-007", { min: 1, max: 60 }),
    ...range("receiveMaximum", "OMDP-MQT-008", { min: 1, max: 20 }),
    ...range("maximumPacketSize", "OMDP-MQT-008", { min: 1, max: 65_536 }),
    ...range("willDelaySeconds", "OMDP-MQT-009", { min: 30, max: 120 }),
  ];
}

function range(
  field: string,
  req: string,
  { min, max }: { readonly min: number; readonly max: number },
): readonly ConnectRow[] {
  const about = { reqs: [req], field };
  const past = [min - 1, ...(max === 0xffff_ffff ? [] : [max + 1])];
  return [
    ...[min, max].map((value) => {
      return { name: `${field} ${value}`, ...about, value, result: "valid" } as const;
    }),
    ...past.map((value) => {
      return {
        name: `${field} ${value}`,
        ...about,
        value,
        result: "invalid",
        error: field,
      } as const;
    }),
  ];
}

function valid(name: string, tenant: string, deviceId: string, channel: Channel): TopicRow {
  const { way, qos, retain } = CHANNELS[channel];
  const topic = `omdp/1/${tenant}/${deviceId}/${channel}`;
  const publisher = way === "up" ? "device" : "host";
  const about = { name, reqs: ["OMDP-MQT-001", "OMDP-MQT-004"], topic, result: "valid" } as const;
  return { ...about, tenant, deviceId, channel, publisher, qos, retain };
}

function invalid(name: string, topic: string, error: string): TopicRow {
  return { name, reqs: ["OMDP-MQT-001"], topic, result: "invalid", error };
}
