import {
  afterListening,
  DEVICE_LINE_SCENARIOS,
  DEVICE_SCENARIOS,
  type DutAdapter,
  FrameStream,
  ListeningWatch,
  NEAR_PARAMS,
  runScenario,
} from "@dosekit/conformance";
import { type Frame, Reply } from "@dosekit/protocols";
import { type BrokerSocket, brokerSocket } from "@dosekit/sdk/device";
import { simDevice, simSerialDevice } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { recordOf } from "../../support/conformance/conform-run.ts";
import { read, spoiled } from "../../support/conformance/patched-transport.ts";

const nowMs = () => performance.now();
const aWhile = (ms: number) => new Promise<void>((resolve) => void afterListening(ms, resolve));

/** Takes the processor away from everything else in this process. */
function block(ms: number): void {
  const endMs = nowMs() + ms;
  while (nowMs() < endMs);
}

/** Blocks again and again, now longer and now shorter; gives what ends it. */
function blockOften(): () => void {
  let round = 0;
  let timer: NodeJS.Timeout;
  const next = () => {
    round += 1;
    timer = setTimeout(
      () => {
        block(5 + ((round * 67) % 160));
        next();
      },
      5 + ((round * 29) % 60),
    );
  };
  next();
  return () => clearTimeout(timer);
}

/** The modelled device on a line, in a process that is held up behind some of its frames. */
function heldUpAfter(isThatOne: (frame: Frame) => boolean, holdUp: () => void): DutAdapter {
  return simSerialDevice((port) => ({
    ...port,
    write: (bytes) => {
      port.write(bytes);
      const runs = new FrameStream().push(bytes);
      if (runs.some(({ result }) => result.ok && isThatOne(result.frame))) holdUp();
    },
  }));
}

async function outcomeOf(id: string, adapter: DutAdapter) {
  const one = [...DEVICE_SCENARIOS, ...DEVICE_LINE_SCENARIOS].find((each) => each.id === id);
  if (one === undefined) throw new Error(`no case ${id}`);
  const { verdict, checks } = await runScenario(one, adapter, NEAR_PARAMS);
  return [verdict, ...checks.flatMap((each) => (each.verdict === "pass" ? [] : [each.seen]))];
}

describe("on a machine that is busy with other things", () => {
  it("the kit knows since when what it hears may have lain unheard", async () => {
    const watch = new ListeningWatch(nowMs);
    const end = watch.begin();
    await aWhile(20);
    const saidMs = nowMs();
    const heard = new Promise<number>((resolve) => {
      setImmediate(() => resolve(watch.sinceMs()));
    });
    block(120);
    expect(await heard).toBeLessThanOrEqual(saidMs);
    await aWhile(20);
    expect(watch.sinceMs()).toBeGreaterThan(saidMs + 100);
    end();
  });

  it("time in which the kit could not listen is no time in which nothing came", async () => {
    const startMs = nowMs();
    const passed = new Promise<number>((resolve) => {
      afterListening(50, () => resolve(nowMs() - startMs));
    });
    block(200);
    expect(await passed).toBeGreaterThan(200 + 30);
  });

  it("a wait that is ended early calls nobody", async () => {
    const calls: string[] = [];
    afterListening(10, () => calls.push("ended"))();
    await aWhile(30);
    expect(calls).toEqual([]);
  });

  it("a frame that is heard late makes no wait between two of them too short", async () => {
    const seen: number[] = [];
    const isSecondTry = ({ type, seq }: Frame) => {
      if (type !== "DATA") return false;
      seen.push(seq);
      return seen.filter((one) => one === seq).length === 2;
    };
    const device = heldUpAfter(isSecondTry, () => block(300));
    expect(await outcomeOf("link/four-tries-in-vain", device)).toEqual(["pass"]);
  });

  it("an answer that is lost with its connection is asked for again", async () => {
    let socket: BrokerSocket | undefined;
    let lost = 0;
    const device = simDevice({
      socket: ({ url }) => {
        const open = brokerSocket(url);
        return () => {
          socket = open();
          return socket;
        };
      },
      transport: (transport) =>
        spoiled(transport, {
          up: (passing) => {
            const isIt = read(Reply, passing.payload)?.commandId === "another-image";
            if (!isIt || lost > 0) return passing;
            lost += 1;
            socket?.reset();
            return undefined;
          },
        }),
    });
    expect(await outcomeOf("update/behind-a-window", device)).toEqual(["pass"]);
    expect(lost).toBe(1);
  });

  it("a gateway that had no time to lose contact is given it", async () => {
    const id = "shared/frame-with-a-pause-in-it";
    const end = blockOften();
    const { record } = await recordOf(["--dut", "sim:gateway", "--select", id]);
    end();
    expect(record.cases.find((one) => one.id === id)?.verdict).toBe("pass");
  });
});
