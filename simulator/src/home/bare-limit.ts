/**
 * A bare home met something that it does not model. Its run proves nothing and is thrown away: the
 * home is run again on the SDK's runtime.
 */
export class BareLimit extends Error {
  override readonly name = "BareLimit";
}
