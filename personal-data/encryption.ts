import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { isEncrypted, type Decrypted, type Encrypted } from './encrypted-text';

/** The length of a person's key, in bytes: AES-256. */
export const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals each of some fields with the key of a person: AES-256-GCM, bound to the person and to the field's name, so that
 * none can be passed off as another. The same text is sealed alike each time, because a message that is made again must
 * be the same; so the nonce is made from key, place and text (as in SIV), and is another for each of them.
 */
export function encryptFields<Fields extends Record<string, string>>(
  key: Buffer,
  userId: string,
  fields: Fields,
): { [Name in keyof Fields]: Encrypted } {
  const sealed = Object.entries(fields).map(([field, text]) => [field, seal(key, placeOf(userId, field), text)]);
  return Object.fromEntries(sealed) as { [Name in keyof Fields]: Encrypted };
}

/**
 * The data of a message with its sealed fields opened. They are null without the key, for then their person is forgotten,
 * and null where they were not sealed with this key, for this person and this field: such a field says nothing.
 */
export function decryptFields<Data extends { userId?: string }>(key: Buffer | undefined, data: Data): Decrypted<Data> {
  const fields = Object.entries(data).map(([field, value]) => [
    field,
    isEncrypted(value) ? key && open(key, placeOf(data.userId ?? '', field), value) : value,
  ]);
  return Object.fromEntries(fields.map(([field, value]) => [field, value ?? null])) as Decrypted<Data>;
}

function placeOf(userId: string, field: string): Buffer {
  return Buffer.from(JSON.stringify([userId.toLowerCase(), field]));
}

function seal(key: Buffer, place: Buffer, text: string): Encrypted {
  const nonceKey = createHmac('sha256', key).update('nonce').digest();
  const nonce = createHmac('sha256', nonceKey).update(place).update(text).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(place);
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return `sealed:${Buffer.concat(parts).toString('base64url')}` as Encrypted;
}

function open(key: Buffer, place: Buffer, sealed: Encrypted): string | null {
  const bytes = Buffer.from(sealed.slice('sealed:'.length), 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(place)
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
