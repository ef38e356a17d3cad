/**
 * The cryptography that the armour rests on; a platform binds it to what it has. All calls are
 * synchronous and keep nothing.
 */
export interface SealPort {
  /** Computes an HMAC with SHA-256, 32 bytes. @see RFC 2104, FIPS 180-4 */
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  /**
   * Signs with Ed25519, 64 bytes; absent where an end never signs.
   *
   * @param seed the private key, 32 bytes
   * @see RFC 8032 §5.1.6
   */
  signEd25519?(seed: Uint8Array, data: Uint8Array): Uint8Array;
  /**
   * Checks a signature of Ed25519; absent on devices that only have Mac0.
   *
   * @param publicKey 32 bytes
   * @see RFC 8032 §5.1.7
   */
  verifyEd25519?(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean;
}
