import { statfs } from 'node:fs/promises';

/** A disk with fewer free inodes than this counts as full. Postgres, mails and logs still need some. */
const FILES_RESERVED = 1_000;

/**
 * Returns the bytes that may still be written on the disk of a folder. Zero or less means that only the reserve is
 * left, which is for the database.
 * @param reserve bytes that must stay free.
 */
export async function freeBytes(folder: string, reserve: number): Promise<number> {
  const { bavail, bsize, files, ffree } = await statfs(folder);
  // File systems that allocate inodes dynamically report zero.
  if (files > 0 && ffree < FILES_RESERVED) return 0;
  return bavail * bsize - reserve;
}

/** A disk has no space left above its reserve. Temporary: the work is retried. */
export class DiskFullError extends Error {
  override name = 'DiskFullError';
}

/** Returns whether an error means that a disk or a quota is full. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}
