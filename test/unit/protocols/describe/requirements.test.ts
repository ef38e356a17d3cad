import { requirementsOf } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const PAGE = `# A page

## 2. Words

### Of devices

> **OMDP-MSG-007** \`MUST\` \`role:device,gateway\` \`profile:CORE\` \`class:safety\` \`test:auto\`
> A device SHALL do
> the right thing.

## 3. More

> **OMDP-MSG-008** \`SHOULD\` \`role:device\` \`profile:MQTT\` \`class:delivery\` \`test:assisted\`
> It SHOULD   hurry.
`;

describe("the requirements of a page", () => {
  it("are read with their attributes, their section and their sentence in one line", () => {
    expect(requirementsOf("a.md", PAGE)).toEqual({
      problems: [],
      requirements: [
        {
          id: "OMDP-MSG-007",
          level: "MUST",
          roles: ["device", "gateway"],
          profile: "CORE",
          protects: "safety",
          testability: "auto",
          page: "a.md",
          section: "2. Words / Of devices",
          sentence: "A device SHALL do the right thing.",
        },
        {
          id: "OMDP-MSG-008",
          level: "SHOULD",
          roles: ["device"],
          profile: "MQTT",
          protects: "delivery",
          testability: "assisted",
          page: "a.md",
          section: "3. More",
          sentence: "It SHOULD hurry.",
        },
      ],
    });
  });

  it("are the same however their lines are broken", () => {
    const broken = PAGE.replace("SHALL do\n> the", "SHALL\n>   do the").replaceAll("\n", "\r\n");
    expect(requirementsOf("a.md", broken)).toEqual(requirementsOf("a.md", PAGE));
  });

  it.each([
    ["an attribute is missing", "> **OMDP-MSG-007** `MUST` `role:device`\n> It SHALL be."],
    ["the level is unknown", PAGE.replace("`MUST`", "`WOULD`")],
    ["the sentence is missing", PAGE.replace("> A device SHALL do\n> the right thing.\n", "")],
  ])("are told from lines that can't be read: %s", (_name, page) => {
    expect(requirementsOf("a.md", page).problems).toHaveLength(1);
  });

  it("are not looked for in other text", () => {
    expect(requirementsOf("a.md", "See OMDP-MSG-007.\n\n> A quotation.\n").requirements).toEqual(
      [],
    );
  });
});
