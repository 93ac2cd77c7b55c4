import { v5 as uuidFrom } from 'uuid';

const EXTERNAL_IDENTITIES = 'b7a04a0e-3f6d-4f2c-8f51-6d1c0e9b5a72';

/**
 * Returns the input of `personal.address_id` for the id of a person's identity at an OpenID Connect provider. Do not store it:
 * anyone who knows the provider's name for the person can compute it.
 */
export function externalIdentityFingerprint(issuer: string, subject: string): string {
  return uuidFrom(JSON.stringify([issuer, subject]), EXTERNAL_IDENTITIES);
}
