import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGatewayProgram } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = ["broker: mqtt://127.0.0.1:1", "inbox: INBOX", "state: STATE"];

/** Starts the program with a settings file; gives what it says is wrong. */
async function problemOf(...lines: readonly string[]) {
  const file = join(folder, "gateway.yaml");
  const text = [...HEAD, ...lines].join("\n");
  const settings = text
    .replace("INBOX", join(folder, "inbox"))
    .replace("STATE", join(folder, "state"));
  writeFileSync(file, settings);
  const out: string[] = [];
  const exitCode = await runGatewayProgram(["--config", file, "--json"], {
    stdout: (line) => void out.push(line),
    stderr: () => {},
    env: { SECRET_OF_TEST: "hush-hush" },
    onStop: () => () => {},
  });
  const { error } = JSON.parse(out.join("")) as { error: Readonly<Record<string, unknown>> };
  return { exitCode, error, text: out.join("") };
}

const RECORD = ["records:", "  - name: epj", "    receiver: { herId: '1', name: K }"];
const CENTRE = [
  "centres:",
  "  - name: north",
  "    cid: '471'",
  "    receivers:",
  "      - { name: a, transport: tcp, host: h, from: 'sip:g@x', to: 'sip:a@x' }",
];

describe("a mistake in the settings of a service", () => {
  test("deep in a section is told with its line, field, what was found and what is allowed", async () => {
    const { exitCode, error } = await problemOf(...RECORD, "    url: http://epj.example");
    expect(exitCode).toBe(2);
    expect(error).toMatchObject({
      ...{ code: "config.field", line: 7, field: "records.0.url" },
      found: '"http://epj.example"',
      allowed: "an https:// address without user and password",
    });
  });

  test("in the name of a field is told with the names that the section has", async () => {
    const { error } = await problemOf("contact:", "  afterMinute: 30");
    expect(error).toMatchObject({
      code: "config.unknown-field",
      line: 5,
      field: "contact.afterMinute",
    });
    expect(error["allowed"]).toBe("afterMinutes, products, devices, checkSeconds");
    const inList = await problemOf(...CENTRE, "    port: 5060");
    expect(inList.error).toMatchObject({ line: 9, field: "centres.0.port" });
    expect(inList.error["allowed"]).toContain("receivers");
  });

  test.each([
    ["devicesMax: many", "devicesMax", '"many"', "a number"],
    ["devicesMax: 1.5", "devicesMax", "1.5", "a whole number"],
    ["devicesMax: 0", "devicesMax", "0", "at least 1"],
    ["devicesMax: 2000000", "devicesMax", "2000000", "at most 1,000,000"],
    ["tenant: 7", "tenant", "7", "text"],
    ["username: ''", "username", '""', "at least 1 character"],
    ["sealedOnly: maybe", "sealedOnly", '"maybe"', "true or false"],
    ["lines: []", "lines", "a section or list", "at least 1 entry"],
    ["lines: here", "lines", '"here"', "a list"],
    ["contact: soon", "contact", '"soon"', "a section with fields"],
    [
      "contact: { products: [] }",
      "contact.products",
      "a section or list",
      "a section with names and values",
    ],
    ["alerts: { trigger: never }", "alerts.trigger", '"never"', "one of raised, ladder"],
  ])("in %j is told in plain words", async (line, field, found, allowed) => {
    expect((await problemOf(line)).error).toMatchObject({ line: 4, field, found, allowed });
  });

  test("between sections is told where what lacks would stand", async () => {
    const lacking = await problemOf(...RECORD, "    url: https://epj.example");
    expect(lacking.error).toMatchObject({ field: "register", found: "nothing" });
    const twice = await problemOf(...CENTRE, ...CENTRE.slice(1));
    expect(twice.error).toMatchObject({ field: "centres.1.name", line: 9, found: '"north"' });
    const places = await problemOf(...CENTRE, "    municipalities: ['0301']");
    expect(places.error).toMatchObject({ field: "centres.0.municipalities", line: 9 });
    expect((await problemOf("notices: {}")).error).toMatchObject({ allowed: "smtp, sms or both" });
  });

  test("never shows a secret", async () => {
    const secrets = await Promise.all([
      problemOf("password: [hush-hush]"),
      problemOf("notices: { smtp: { host: h, from: a@b, password: hush-hush } }"),
      problemOf("register: { file: r, key: hush-hush }"),
      problemOf("register: { file: r, key: { env: hush-hush } }"),
      problemOf("notices: hush-hush: x"),
      problemOf(...RECORD, "    url: https://somebody:hush-hush@epj.example"),
      problemOf(...CENTRE.slice(0, 4), "      - { name: a, password: { file: /nowhere } }"),
    ]);
    expect(secrets.map(({ exitCode }) => exitCode)).toEqual(secrets.map(() => 2));
    const shown = secrets.filter(({ text }) => text.includes("hush-hush"));
    expect(shown.map(({ error }) => error)).toEqual([]);
  });

  test("in a secret's place is told by the place alone", async () => {
    const smtp = (source: string) =>
      problemOf(`notices: { smtp: { host: h, from: a@b, user: u, password: ${source} } }`);
    expect((await smtp("{ env: NOT_THERE }")).error).toMatchObject({
      ...{ code: "config.secret", field: "notices.smtp.password" },
      found: "environment variable NOT_THERE",
    });
    expect((await smtp("{ file: /nowhere }")).error).toMatchObject({ found: "/nowhere" });
    expect((await smtp("{ env: SECRET_OF_TEST, file: x }")).error).toMatchObject({
      ...{ code: "config.field", allowed: "file or env, one of both" },
    });
  });

  test("in the key of the register ends the program with what to do", async () => {
    const { exitCode, error } = await problemOf(
      "register: { file: r, key: { env: SECRET_OF_TEST } }",
      "contact: {}",
    );
    expect([exitCode, error["code"]]).toEqual([3, "register-key"]);
  });
});
