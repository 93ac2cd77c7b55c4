import { v5 as uuidFrom } from 'uuid';

const ADDRESSES = '6f1d2a9c-52a0-4d3b-9a53-0a1f6d3c7b11';

/** An email address as it is compared: trimmed and in lower case. */
export function normaliseEmail(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * What the id of an address is made from, with the database's pepper: `personal.address_id`. Not to be written anywhere:
 * whoever guesses an address can make it too.
 */
export function addressFingerprint(address: string): string {
  return uuidFrom(normaliseEmail(address), ADDRESSES);
}
