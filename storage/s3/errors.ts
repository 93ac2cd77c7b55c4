import { StorageError, StorageSettingsError, StorageUnavailableError } from '../storage';

interface S3Error extends Error {
  Code?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Returns whether an error says that there is no such object, part or upload. */
export function isMissing(error: unknown): boolean {
  const { name, Code } = error as S3Error;
  return [name, Code].some((one) => ['NotFound', 'NoSuchKey', 'NoSuchUpload'].includes(one ?? ''));
}

export function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw toStorageError(error);
}

/** Names an error of the SDK: what failed, and what an operator can do. */
export function toStorageError(error: unknown): Error {
  if (error instanceof StorageError || error instanceof StorageUnavailableError) return error;
  const { name, Code, code, message, $metadata } = error as S3Error;
  if ((error as Error).name === 'AbortError' || code === 'ENOSPC' || code === 'ENOENT') return error as Error;
  const status = $metadata?.httpStatusCode;
  // A new request gets the file that is there now.
  if (status === 412) return new StorageUnavailableError('A file was replaced while it was read', { cause: error });
  const advice = adviceFor(Code ?? name, status);
  return advice === null
    ? new StorageUnavailableError(`S3 cannot be used just now: ${message || name}`, { cause: error })
    : new StorageSettingsError(advice, { cause: error });
}

/** @returns null if it is no setting that is wrong. */
function adviceFor(code: string, status: number | undefined): string | null {
  if (code === 'NoSuchBucket') return 'S3 has no such bucket: make it, or correct S3_BUCKET.';
  if (code === 'InvalidAccessKeyId') return 'S3 does not know this key: correct S3_ACCESS_KEY_ID.';
  if (code === 'SignatureDoesNotMatch')
    return 'S3 refuses this key with this secret: correct S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY.';
  if (code === 'CredentialsProviderError')
    return 'This machine has no keys for S3: set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.';
  if (code === 'PermanentRedirect' || code === 'AuthorizationHeaderMalformed')
    return 'The bucket is in another region: correct S3_REGION.';
  if (status === 403)
    return 'S3 denies this key access to the bucket: give it the rights to list, read, write and delete.';
  return null;
}
