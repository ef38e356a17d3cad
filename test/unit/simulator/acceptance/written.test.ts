import { textOfBytes, withWay, writtenDate } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

describe("a date as people write it", () => {
  test.each([
    "2027-03-01",
    "1.3.2027",
    "01.03.2027",
    "01.03.27",
    " 1. 3. 2027",
    "1/3-2027",
    "1. mars 2027",
    "1-Mar-27",
    "2027-03-01 00:00:00",
  ])("is read: %s", (text) => {
    expect(writtenDate(text)).toBe("2027-03-01");
  });

  test.each(["1. mai 2027", "01-May-2027"])("knows months of both languages: %s", (text) => {
    expect(writtenDate(text)).toBe("2027-05-01");
  });

  test.each(["03/01/27", "3/1/2027", "31.02.2027", "1. foo 2027", "mars 2027", "2027-3-1x", ""])(
    "is none where it may be another day, or there is none: %s",
    (text) => {
      expect(writtenDate(text)).toBeUndefined();
    },
  );
});

describe("how something would be written", () => {
  const [DATE, TIME] = ["a date that exists, such as 2027-03-01", 'a local time, such as "07:00"'];

  test.each([
    ["13,5", "a number from 0 to 200", "; here: 13.5"],
    ["1 500,50", "kroner, from 0 to 10000000", "; here: 1500.50"],
    ["5.6.2027", DATE, "a date that exists; here: 2027-06-05"],
    ["7:30", TIME, 'a local time; here: "07:30"'],
    ["07.30", TIME, '; here: "07:30"'],
    ["kl. 7", TIME, '; here: "07:00"'],
    ["”07:30”", TIME, '; here: "07:30"'],
    ["Medido", "evondos-e300, medido", "; here: medido"],
    ["Evondos Mini", "evondos-mini, medido", "; here: evondos-mini"],
    ["b", "A, B, C", "; here: B"],
    ["Kommune", "language (språk), municipality (kommune)", "; here: kommune"],
  ])("%s of %s", (found, allowed, told) => {
    expect(withWay(found, allowed)).toContain(told);
  });

  test.each([
    ["1,5", "a whole number from 1 to 104"],
    ["25:00", TIME],
    ["07:61", TIME],
    ["nothing", "A, B, C"],
    ["", "A, B, C"],
    ["i morgen", DATE],
    ["1,5,2", "a number from 0 to 200"],
  ])("is not said where it is not plain: %s of %s", (found, allowed) => {
    expect(withWay(found, allowed)).toBe(allowed);
  });
});

describe("the text of a file", () => {
  const text = "operatører: æ «å»";

  test("is read as UTF-8, UTF-16 and in the characters of Windows", () => {
    expect(textOfBytes(Buffer.from(text))).toBe(text);
    expect(textOfBytes(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(textOfBytes(Buffer.from(text, "latin1"))).toBe(text);
    expect(textOfBytes(Buffer.from(`\uFEFF${text}`, "utf16le"))).toBe(text);
    expect(textOfBytes(Buffer.from(`\uFEFF${text}`, "utf16le").swap16())).toBe(text);
    expect(textOfBytes(new Uint8Array())).toBe("");
  });
});
