import { topicOf, UP_CHANNELS } from "@dosekit/protocols";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasMosquitto } from "../../../support/mosquitto.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import {
  type SecuredBroker,
  startSecuredBroker,
  TENANT,
} from "../../../support/security/secured-broker.ts";

/** A client of the broker and what it was delivered, as `topic=text`. */
interface Ear {
  readonly client: MqttClient;
  readonly heard: string[];
}

// Reason: without Debian's Mosquitto there is no broker to judge; CI requires it.
describe.runIf(hasMosquitto() || process.env["DOSEKIT_REQUIRE_MOSQUITTO"] === "1")(
  "Mosquitto by the rules of a provisioning",
  () => {
    let broker: SecuredBroker;
    let gateway: Ear;
    const ears: Ear[] = [];

    beforeAll(async () => {
      broker = await startSecuredBroker(["box-1", "box-2"]);
      gateway = await connect("gateway", broker.gatewayTls());
      await gateway.client.subscribeAsync(
        UP_CHANNELS.map((channel) => `omdp/1/${TENANT}/+/${channel}`),
        { qos: 1 },
      );
    });

    afterAll(async () => {
      for (const { client } of ears) await client.endAsync(true);
      await broker.stop();
    });

    async function connect(clientId: string, tls: object, clean = true): Promise<Ear> {
      const client = await mqtt.connectAsync(broker.url, {
        ...tls,
        protocolVersion: 5,
        clientId,
        clean,
        reconnectPeriod: 0,
        properties: { sessionExpiryInterval: 600 },
      });
      const heard: string[] = [];
      client.on("message", (topic, payload) => heard.push(`${topic}=${payload.toString()}`));
      client.on("error", () => undefined);
      const ear = { client, heard };
      ears.push(ear);
      return ear;
    }

    function asDevice(deviceId: string, clientId = deviceId, clean = true): Promise<Ear> {
      return connect(clientId, broker.deviceTls(deviceId), clean);
    }

    function say({ client }: Ear, topic: string, text: string, retain = false) {
      // A publication that the rules forbid is answered by a refusal, which is no failure of a test.
      return client.publishAsync(topic, text, { qos: 1, retain }).catch(() => undefined);
    }

    const topic = (deviceId: string, channel: "cmd" | "evt" | "cfg/desired" | "state" | "ack") =>
      topicOf({ tenant: TENANT, deviceId, channel });

    test("a device gets what is sent to it, and nothing that is sent to another", async () => {
      const spy = await asDevice("box-2");
      await spy.client
        .subscribeAsync(["#", "omdp/1/demo/box-1/cmd", "omdp/1/demo/+/cmd", "omdp/#"], { qos: 1 })
        .catch(() => undefined);
      const device = await asDevice("box-1");
      await device.client.subscribeAsync(topic("box-1", "cmd"), { qos: 1 });
      await say(gateway, topic("box-1", "cmd"), "for box-1");
      await say(gateway, topic("box-1", "cfg/desired"), "plan of box-1", true);
      await say(gateway, topic("box-2", "cmd"), "for box-2");
      // The last in the row has come, so whatever was before it has come or never will.
      await waitUntil("box-2 has its own", () =>
        spy.heard.some((text) => text.endsWith("for box-2")),
      );
      await waitUntil("box-1 has its own", () => device.heard.length > 0);
      expect(device.heard).toEqual([`${topic("box-1", "cmd")}=for box-1`]);
      expect([...new Set(spy.heard)]).toEqual([`${topic("box-2", "cmd")}=for box-2`]);
    });

    test("a device does not get a retained plan of another, whenever it subscribes", async () => {
      await say(gateway, topic("box-1", "cfg/desired"), "old plan of box-1", true);
      await say(gateway, topic("box-2", "cfg/desired"), "plan of box-2", true);
      const spy = await asDevice("box-2");
      await spy.client
        .subscribeAsync("omdp/1/demo/+/cfg/desired", { qos: 1 })
        .catch(() => undefined);
      await waitUntil("box-2 has its own", () => spy.heard.length > 0);
      await say(gateway, topic("box-2", "cmd"), "the end");
      expect(spy.heard).toEqual([`${topic("box-2", "cfg/desired")}=plan of box-2`]);
    });

    test("nobody hears what a device says for another, or to itself in the host's name", async () => {
      const liar = await asDevice("box-2");
      const victim = await asDevice("box-1");
      await victim.client.subscribeAsync([topic("box-1", "cmd"), topic("box-1", "ack")], {
        qos: 1,
      });
      await liar.client.subscribeAsync(topic("box-2", "cmd"), { qos: 1 });
      gateway.heard.length = 0;
      await say(liar, topic("box-1", "evt"), "false event");
      await say(liar, topic("box-1", "state"), "false birth", true);
      await say(liar, topic("box-1", "cmd"), "false command");
      await say(liar, topic("box-1", "ack"), "false acknowledgement");
      await say(liar, topic("box-2", "cmd"), "command to itself");
      await say(liar, topic("box-2", "evt"), "true event");
      await waitUntil("the true event is there", () => gateway.heard.length > 0);
      await say(gateway, topic("box-1", "cmd"), "true command");
      await waitUntil("the true command is there", () => victim.heard.length > 0);
      await say(gateway, topic("box-2", "cmd"), "the end");
      await waitUntil("the end is there", () => liar.heard.length > 0);
      expect(gateway.heard).toEqual([`${topic("box-2", "evt")}=true event`]);
      expect(victim.heard).toEqual([`${topic("box-1", "cmd")}=true command`]);
      expect(liar.heard).toEqual([`${topic("box-2", "cmd")}=the end`]);
    });

    test("a device can't take over the session of another by its client id", async () => {
      const device = await asDevice("box-1", "box-1", false);
      await device.client.subscribeAsync(topic("box-1", "cmd"), { qos: 1 });
      await device.client.endAsync();
      await say(gateway, topic("box-1", "cmd"), "waiting for box-1");
      const thief = await asDevice("box-2", "box-1", false);
      await thief.client.subscribeAsync(topic("box-2", "cmd"), { qos: 1 });
      await say(gateway, topic("box-2", "cmd"), "the end");
      await waitUntil("the thief has its own", () => thief.heard.length > 0);
      expect(thief.heard).toEqual([`${topic("box-2", "cmd")}=the end`]);
      const back = await asDevice("box-1", "box-1", false);
      await waitUntil("box-1 has what waited", () => back.heard.length > 0);
      expect(back.heard).toEqual([`${topic("box-1", "cmd")}=waiting for box-1`]);
    });

    test("nobody connects without a certificate", async () => {
      const { ca } = broker.gatewayTls();
      await expect(connect("box-1", { ca })).rejects.toThrow();
    });
  },
);
