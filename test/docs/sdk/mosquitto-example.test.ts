import { mosquittoConfig, mosquittoRules } from "@dosekit/sdk/provisioning";
import { describe, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";

describe("the ready broker configuration", () => {
  it("is what a provisioning writes", () => {
    const files = {
      port: 8883,
      authority: "ca.pem",
      certificate: "broker.pem",
      privateKey: "broker.key.pem",
      rules: "acl",
      store: "store/",
    };
    expectCommitted("sdk/examples/mosquitto/mosquitto.conf", mosquittoConfig(files));
    expectCommitted("sdk/examples/mosquitto/acl", mosquittoRules("demo"));
  });
});
