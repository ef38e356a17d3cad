/** A value that JSON can hold; absent fields are left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A FHIR R4 resource as this package writes it. */
export interface FhirResource {
  readonly resourceType: string;
  readonly [name: string]: JsonValue;
}

/** A resource in a bundle, under the name that references use. */
export interface BundleEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

/** A FHIR R4 message. */
export interface MessageBundle {
  readonly resourceType: "Bundle";
  readonly id: string;
  readonly identifier: { readonly system: string; readonly value: string };
  readonly type: "message";
  readonly timestamp: string;
  readonly entry: readonly BundleEntry[];
}

/** Namespace of identifiers that are URIs, such as `urn:uuid:…`. */
export const URI_SYSTEM = "urn:ietf:rfc:3986";
