import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGatewayProgram } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placementOf, SOMEBODY } from "../../../support/synthetic-people.ts";

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-register-"));
  config = join(folder, "gateway.yaml");
  const register = { file: join(folder, "register"), key: { env: "REGISTER_KEY" } };
  writeFileSync(config, JSON.stringify({ register }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const REGISTER_KEY = randomBytes(32).toString("hex");

async function registerCommand(act: string, ...argv: string[]) {
  const out: string[] = [];
  const exitCode = await runGatewayProgram(
    ["register", act, "--config", config, "--json", ...argv],
    {
      stdout: (text) => void out.push(text),
      stderr: (text) => void out.push(text),
      env: { REGISTER_KEY },
      onStop: () => () => {},
    },
  );
  return { exitCode, text: out.join("") };
}

function fileWith(content: unknown): string {
  const file = join(folder, "placement.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("dosekit-gateway register", () => {
  test("adds, lists, changes and removes, and prints no person and no address", async () => {
    const contacts = [
      { recipient: "next-of-kin", channel: "sms", address: "+4799999999" },
    ] as const;
    const added = await registerCommand("add", "--placement", fileWith(placementOf({ contacts })));
    expect(added.exitCode).toBe(0);
    const changed = placementOf({ contacts, untilMs: 1_000 });
    expect((await registerCommand("change", "--placement", fileWith(changed))).exitCode).toBe(0);
    const listed = await registerCommand("list");
    expect(JSON.parse(listed.text)).toMatchObject({
      placements: [
        {
          ...{ id: "placement-1", device: "d1", until: "1970-01-01T00:00:01.000Z" },
          ...{ municipalities: ["0301"], receivers: ["epj"], contacts: 1 },
        },
      ],
    });
    const removed = await registerCommand("remove", "--id", "placement-1");
    expect(JSON.parse(removed.text)).toMatchObject({ placements: 0 });
    const all = [added, listed, removed].map(({ text }) => text).join("");
    expect(all).not.toMatch(new RegExp(`${SOMEBODY}|Syntetisk|99999999`));
  });

  test("says what is wrong with a placement, without what stands in it", async () => {
    const person = { identityNumber: "12345678901", name: "Syntetisk Person" };
    const wrong = await registerCommand(
      "add",
      "--placement",
      fileWith(placementOf({ patient: person })),
    );
    expect(wrong.exitCode).toBe(2);
    expect(JSON.parse(wrong.text)).toMatchObject({ error: { field: "patient.identityNumber" } });
    expect(wrong.text).not.toMatch(/12345678901|Syntetisk/);
    const contacts = [{ recipient: "next-of-kin", channel: "sms", address: "nobody" }] as const;
    const contact = await registerCommand(
      "add",
      "--placement",
      fileWith(placementOf({ contacts })),
    );
    expect(JSON.parse(contact.text)).toMatchObject({ error: { field: "contacts[0].address" } });
    for (const content of [7, null, [], {}, { device: 1 }]) {
      expect((await registerCommand("add", "--placement", fileWith(content))).exitCode).toBe(2);
    }
    expect((await registerCommand("burn")).exitCode).toBe(2);
    expect((await registerCommand("remove")).exitCode).toBe(2);
  });
});
