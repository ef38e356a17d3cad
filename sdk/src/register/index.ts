export * from "./check-placement.ts";
export * from "./identity-number.ts";
export * from "./patient-register.ts";
export * from "./placement.ts";
export * from "./register-key.ts";
