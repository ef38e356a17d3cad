import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { HttpSmsChannel, SmtpChannel } from "@dosekit/sdk/response-centre";
import { afterEach, describe, expect, test } from "vitest";

const TEXT = { subject: "Varsel", body: "Varsel: Tomt. Æ ø å." };
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

function listen(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** A mail server that says one line for each command and keeps what it got. */
async function mailServer(atRecipient = "250 ok") {
  const got: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      for (const line of bytes.toString("utf8").split("\r\n").filter(Boolean)) {
        got.push(line);
        if (inData) {
          if (line !== ".") continue;
          inData = false;
          socket.write("250 taken\r\n");
        } else if (/^DATA/i.test(line)) {
          inData = true;
          socket.write("354 go\r\n");
        } else if (/^RCPT/i.test(line)) socket.write(`${atRecipient}\r\n`);
        else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
  return { got, port: await listen(server) };
}

const channelTo = (port: number, plain = true) =>
  new SmtpChannel({ host: "127.0.0.1", port, plain, from: "varsel@example.org" });

describe("a mail", () => {
  test("goes to one address, under the notice's id", async () => {
    const { got, port } = await mailServer();
    expect(await channelTo(port).send("kin@example.org", TEXT, "abc1")).toEqual({ ok: true });
    expect(got.filter((line) => line.startsWith("RCPT"))).toEqual(["RCPT TO:<kin@example.org>"]);
    expect(got).toContain("Message-ID: <abc1@example.org>");
    expect(got).toContain("Subject: Varsel");
  });

  test("never goes to a list in the place of an address", async () => {
    const { got, port } = await mailServer();
    for (const address of ["a@b.no, c@d.no", "a@b.no\r\nRCPT TO:<c@d.no>", "x"]) {
      const result = await channelTo(port).send(address, TEXT, "abc1");
      expect(result).toEqual({ ok: false, why: "refused", detail: "not a mail address" });
    }
    expect(got).toEqual([]);
  });

  test("that the server refuses for ever is refused, anything else may work later", async () => {
    const never = await mailServer("550 no such user kin@example.org");
    const refused = await channelTo(never.port).send("kin@example.org", TEXT, "abc1");
    expect(refused).toMatchObject({ ok: false, why: "refused" });
    expect(JSON.stringify(refused)).not.toContain("kin@");
    const later = await mailServer("451 try later");
    expect(await channelTo(later.port).send("kin@example.org", TEXT, "abc1")).toMatchObject({
      why: "unreachable",
    });
  });

  test("does not go without TLS unless that is asked for", async () => {
    const { got, port } = await mailServer();
    const result = await channelTo(port, false).send("kin@example.org", TEXT, "abc1");
    expect(result).toMatchObject({ ok: false, why: "unreachable" });
    expect(got.some((line) => line.startsWith("RCPT"))).toBe(false);
  });
});

describe("an SMS over HTTP", () => {
  async function gateway(status: number) {
    const got: { headers: IncomingMessage["headers"]; body: string }[] = [];
    const server = createHttpServer((request, response) => {
      let body = "";
      request.on("data", (bytes) => {
        body += bytes;
      });
      request.on("end", () => {
        got.push({ headers: request.headers, body });
        response.writeHead(status, { connection: "close" }).end("{}");
      });
    });
    const port = await listen(server);
    return { got, channel: new HttpSmsChannel({ url: `http://127.0.0.1:${port}/sms` }) };
  }

  test("goes out as JSON under the notice's id", async () => {
    const { got, channel } = await gateway(202);
    expect(await channel.send("+4712345678", TEXT, "abc1")).toEqual({ ok: true });
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      to: "+4712345678",
      text: TEXT.body,
      id: "abc1",
    });
    expect(got[0]?.headers["idempotency-key"]).toBe("abc1");
  });

  test.each([
    [503, "unreachable"],
    [429, "unreachable"],
    [401, "unreachable"],
    [422, "refused"],
  ])("that is answered with %i is %s", async (status, why) => {
    const { channel } = await gateway(status);
    expect(await channel.send("+4712345678", TEXT, "abc1")).toMatchObject({ ok: false, why });
  });

  test("is not sent to what is no phone number", async () => {
    const { got, channel } = await gateway(202);
    expect(await channel.send("112; 113", TEXT, "abc1")).toMatchObject({ why: "refused" });
    expect(got).toEqual([]);
  });
});
