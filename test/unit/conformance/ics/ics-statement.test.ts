import { featuresOf, icsOf, KitMistake, locatedText } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const GOOD = `ics: 1
role: device
device: { vendor: Acme, product: Pill Box, firmware: 2.3.1 }
profiles: [CORE, MQTT]
features: [doses]
capabilities:
  minor: 0
  testClock: off
  messageBytesMax: 4096
  spoolEvents: 100
`;

const HOST = `ics: 1
role: host
device: { vendor: Acme, product: Ward Desk, firmware: 2.3.1 }
profiles: [CORE, MQTT]
`;

function mistakeIn(text: string): KitMistake["mistake"] {
  try {
    icsOf(locatedText(text, "device.yaml"));
  } catch (cause) {
    if (cause instanceof KitMistake) return cause.mistake;
    throw cause;
  }
  throw new Error("nothing was wrong");
}

describe("a statement", () => {
  it("is read from YAML and from JSON", () => {
    const fromYaml = icsOf(locatedText(GOOD, "device.yaml"));
    expect(icsOf(locatedText(JSON.stringify(fromYaml), "device.json"))).toEqual(fromYaml);
    expect(featuresOf(fromYaml)).toEqual(["doses", "test-clock"]);
    expect(featuresOf({ ...fromYaml, profiles: ["CORE", "MQTT", "SEC"] })).toContain("sealing");
  });

  it("is read of a host, which reports nothing", () => {
    expect(icsOf(locatedText(HOST, "host.yaml")).role).toBe("host");
  });

  it("is refused with a field that nobody knows, and says which there are", () => {
    expect(mistakeIn(`${GOOD}  spoolRecords: 5\n`)).toMatchObject({
      code: "ics.unknown-field",
      file: "device.yaml",
      line: 11,
      field: "capabilities.spoolRecords",
      allowed: expect.stringContaining("spoolEvents"),
    });
    expect(mistakeIn(`${GOOD}ciOnly: true\n`)).toMatchObject({
      field: "ciOnly",
      allowed: "ics, role, device, profiles, lines, features, capabilities",
    });
  });

  it("is refused with a value that can't stand there, with its line", () => {
    expect(mistakeIn(GOOD.replace("[CORE, MQTT]", "[CORE, WIFI]"))).toMatchObject({
      code: "ics.bad-value",
      line: 4,
      field: "profiles[1]",
      found: "WIFI",
      allowed: "CORE, MQTT, SERIAL, SEC",
    });
    expect(mistakeIn(GOOD.replace("ics: 1", "ics: 2"))).toMatchObject({ field: "ics" });
    expect(mistakeIn(GOOD.replace("testClock: off", "testClock: on")).field).toContain("testClock");
  });

  it.each([
    ["without the core", GOOD.replace("[CORE, MQTT]", "[MQTT]")],
    ["without a link", GOOD.replace("[CORE, MQTT]", "[CORE]")],
    ["of a device that relays", GOOD.replace("[doses]", "[relaying]")],
    ["of a gateway that reports capabilities", GOOD.replace("role: device", "role: gateway")],
    ["of a host on a line", HOST.replace("[CORE, MQTT]", "[CORE, MQTT, SERIAL]")],
    ["of a device that reports nothing", GOOD.slice(0, GOOD.indexOf("capabilities"))],
    [
      "of an update without its command",
      `${GOOD.replace("[doses]", "[update]")}  verbs: [sync-time]\n`,
    ],
  ])("is refused when it contradicts itself: %s", (_what, text) => {
    expect(mistakeIn(text).code).toBe("ics.contradiction");
  });

  it("is refused when it can't be read, with the line", () => {
    expect(mistakeIn("ics: [1\nrole")).toMatchObject({ code: "file.syntax" });
    expect(mistakeIn("a: &a 1\nb: *a\n").code).toBe("file.syntax");
  });
});
