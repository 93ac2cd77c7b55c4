import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { isEncrypted, PREFIX, type Decrypted, type Encrypted } from './encrypted-text';

/** The length of a person's key, in bytes: AES-256. */
export const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts fields with a person's key (AES-256-GCM). The person and the field's name are authenticated with the text,
 * so an encrypted text is valid for this person and this field only. The same input gives the same output, because a
 * repeated message must be identical: the nonce is derived from key, person, field and text, as in SIV.
 */
export function encryptFields<Fields extends Record<string, string>>(
  key: Buffer,
  userId: string,
  fields: Fields,
): { [Name in keyof Fields]: Encrypted } {
  const encrypted = Object.entries(fields).map(([field, text]) => [
    field,
    encrypt(key, associatedData(userId, field), text),
  ]);
  return Object.fromEntries(encrypted) as { [Name in keyof Fields]: Encrypted };
}

/**
 * Decrypts the encrypted fields of a message's data. A field is null without the key, which means that the person is
 * forgotten, and null if the text was not encrypted with this key for this person and field.
 */
export function decryptFields<Data extends { userId?: string }>(key: Buffer | undefined, data: Data): Decrypted<Data> {
  const fields = Object.entries(data).map(([field, value]) => [
    field,
    isEncrypted(value) ? key && decrypt(key, associatedData(data.userId ?? '', field), value) : value,
  ]);
  return Object.fromEntries(fields.map(([field, value]) => [field, value ?? null])) as Decrypted<Data>;
}

function associatedData(userId: string, field: string): Buffer {
  return Buffer.from(JSON.stringify([userId.toLowerCase(), field]));
}

function encrypt(key: Buffer, associated: Buffer, text: string): Encrypted {
  const nonceKey = createHmac('sha256', key).update('nonce').digest();
  const nonce = createHmac('sha256', nonceKey).update(associated).update(text).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(associated);
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return `${PREFIX}${Buffer.concat(parts).toString('base64url')}` as Encrypted;
}

function decrypt(key: Buffer, associated: Buffer, encrypted: Encrypted): string | null {
  const bytes = Buffer.from(encrypted.slice(PREFIX.length), 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(associated)
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
