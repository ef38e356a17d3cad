import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** True when Debian's SIPp is on this machine. */
export function hasSipp(): boolean {
  try {
    execFileSync("sipp", ["-v"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // SIPp ends -v with another code than 0; only a missing program is a no.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** SIPp as a response centre: what it saw, once it has ended. */
export interface Sipp {
  readonly child: ChildProcess;
  /** Ends it, and gives the messages that it logged. */
  stop(): Promise<string>;
}

const RESPONSE_HEAD = `[last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]`;

/** Answers each MESSAGE with 200 and a SCAIP answer of its own; `challenge` asks for a password. */
function scenario(challenge: boolean): string {
  const guard = `
  <recv request="MESSAGE" />
  <send><![CDATA[
      SIP/2.0 401 Unauthorized
      ${RESPONSE_HEAD}
      WWW-Authenticate: Digest realm="sipp", nonce="47ebe028cda119c35d4877b383027d28da013815", algorithm=MD5, qop="auth"
      Content-Length: 0

  ]]></send>`;
  const verify = '<verifyauth assign_to="ok" username="gateway" password="secret" />';
  const take = `<action>${challenge ? verify : ""}
      <ereg regexp="&lt;ref&gt;([A-Za-z0-9]+)&lt;/ref&gt;" search_in="body" assign_to="whole,ref" />
      <ereg regexp="&lt;stc&gt;0081" search_in="body" check_it="true" assign_to="code" />
    </action>`;
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="response centre">
  ${challenge ? guard : ""}
  <recv request="MESSAGE">${take}</recv>
  <send><![CDATA[
      SIP/2.0 200 OK
      ${RESPONSE_HEAD}
      Content-Length: 0

  ]]></send>
  <send><![CDATA[
      MESSAGE sip:gateway@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      Max-Forwards: 70
      From: <sip:sipp@[local_ip]:[local_port]>;tag=a[call_number]
      To: <sip:gateway@[remote_ip]:[remote_port]>
      [last_Call-ID:]
      CSeq: 1 MESSAGE
      Content-Type: application/scaip+xml
      Content-Length: [len]

      <mrs><ref>[$ref]</ref><snu>0</snu>${challenge ? "<ste>auth [$ok]</ste>" : ""}</mrs>
  ]]></send>
  <recv response="200" />
  <Reference variables="whole,code" />
</scenario>
`;
}

/** Starts SIPp; it answers `calls` requests and ends. */
export function startSipp(
  transport: "udp" | "tcp",
  port: number,
  { calls = 1, challenge = false } = {},
): Sipp {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-sipp-"));
  const file = join(folder, "centre.xml");
  writeFileSync(file, scenario(challenge));
  const log = join(folder, "messages.log");
  const child = spawn(
    "sipp",
    [
      ...["-sf", file, "-i", "127.0.0.1", "-p", `${port}`, "-m", `${calls}`],
      ...["-t", transport === "udp" ? "u1" : "t1", "-trace_msg", "-message_file", log],
      ...["-trace_err", "-error_file", join(folder, "errors.log"), "-nostdin", "-timeout", "60"],
    ],
    { stdio: "ignore", cwd: folder },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    child,
    stop: async () => {
      if (child.exitCode === null) child.kill("SIGKILL");
      await exited;
      const read = (name: string) => {
        try {
          return readFileSync(join(folder, name), "utf8");
        } catch {
          return "";
        }
      };
      const text = read("messages.log") + read("errors.log");
      rmSync(folder, { recursive: true, force: true });
      return text;
    },
  };
}
