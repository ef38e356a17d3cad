/**
 * Name of one device on the wire: 1 to 32 characters of `[A-Za-z0-9_-]`, the same as its MQTT
 * client id. Never holds anything that identifies a person.
 */
export type DeviceId = string;

/**
 * Name of one planned dose: `<plan entry>/<local date>`, 1 to 48 bytes. The same dose keeps its
 * name when the plan is sent again or its clock time is moved, so that it can't be released twice.
 */
export type DoseId = string;

/** Name of one alert for its whole life: `<epoch>-<seq>` of the event that raised it. */
export type AlertId = string;

/** Name of one command, chosen by its sender; a command repeated under the same name acts once. */
export type CommandId = string;

/** What {@link DeviceId} may look like. */
export const DEVICE_ID_PATTERN = /^[A-Za-z0-9_-]{1,32}$/;
