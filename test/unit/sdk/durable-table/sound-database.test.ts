import { SoundDatabase } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

/** A database that notes what is done with it, and fails when told to. */
function setUp() {
  const done: string[] = [];
  const failing = new Set<string>();
  const act = (name: string) => async () => {
    done.push(name);
    if (failing.has(name)) throw new Error(name);
  };
  const database = { open: act("open"), close: act("close") };
  const sound = new SoundDatabase(database, act("room"));
  const write = (name: string) => sound.write(act(name)).then(() => "ok", String);
  return { done, failing, sound, write };
}

describe("database that is kept sound", () => {
  it("writes in order and is left alone while nothing fails", async () => {
    const { done, write } = setUp();
    expect(await Promise.all([write("a"), write("b"), write("c")])).toEqual(["ok", "ok", "ok"]);
    expect(done).toEqual(["a", "b", "c"]);
  });

  it("is opened anew before anything is written behind a write that failed", async () => {
    const { done, failing, write } = setUp();
    failing.add("a");
    expect(await Promise.all([write("a"), write("b")])).toEqual(["Error: a", "ok"]);
    expect(done).toEqual(["a", "room", "close", "open", "b"]);
    await write("c");
    expect(done.at(-1)).toBe("c");
  });

  it("stays open to readers until there is room, and writes nothing meanwhile", async () => {
    const { done, failing, sound, write } = setUp();
    failing.add("a").add("room");
    await write("a");
    expect(await write("b")).toBe("Error: room");
    await sound.sound;
    failing.delete("room");
    expect(await write("b")).toBe("ok");
    expect(done).toEqual(["a", "room", "room", "close", "open", "b"]);
  });

  it("has readers wait while it can't be opened, until it is, or is closed", async () => {
    const { failing, sound, write } = setUp();
    failing.add("a").add("open");
    await write("a");
    expect(await write("b")).toBe("Error: open");
    let isSound = false;
    const waiting = sound.sound.then(() => {
      isSound = true;
    });
    await Promise.resolve();
    expect(isSound).toBe(false);
    failing.delete("open");
    await write("b");
    await waiting;
    expect(isSound).toBe(true);
    failing.add("a").add("open");
    await write("a");
    await write("b");
    await sound.close();
    await sound.sound;
  });
});
