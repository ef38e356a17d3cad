import { z } from "zod";
import { SettingsFile } from "./settings.ts";

/**
 * Gives the JSON schema of the settings file, for editors; what sections say about each other only
 * the program checks.
 */
export function settingsSchema(): object {
  const { $schema, ...made } = z.toJSONSchema(SettingsFile, {
    io: "input",
    unrepresentable: "any",
  });
  return { $schema, title: "Settings of dosekit-gateway", ...made };
}
