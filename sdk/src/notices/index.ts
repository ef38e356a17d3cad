export * from "./http-sms-channel.ts";
export * from "./notice-channel.ts";
export * from "./notice-desk.ts";
export * from "./notice-text.ts";
export * from "./smtp-channel.ts";
