/** An address of media: the host, the folder of the upload, the signature, and the file. */
const ADDRESS = /^(https?:\/\/[^/]+)?(\/api\/media\/[^/]+\/[^/]+\/)(~([0-9a-z]+)\.[^/]+\/)?(.*)$/;

/**
 * Returns when a media address expires, in milliseconds since the epoch; Infinity if it has no signature. Pure.
 */
export function expiresAt(address: string): number {
  const seconds = ADDRESS.exec(address)?.[4];
  return seconds === undefined ? Infinity : Number.parseInt(seconds, 36) * 1000;
}

/**
 * Returns the address of a file with the host and the signature of another address, so that a player that has loaded a
 * playlist can continue after these have changed. If the other address belongs to another upload, nothing changes.
 * Pure.
 */
export function renewAddress(address: string, other: string): string {
  const [, , folder, , , file = ''] = ADDRESS.exec(address) ?? [];
  const [, host = '', renewedFolder, signature = ''] = ADDRESS.exec(other) ?? [];
  return folder !== undefined && folder === renewedFolder ? `${host}${folder}${signature}${file}` : address;
}
