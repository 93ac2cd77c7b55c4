import { expect, test } from 'vitest';
import { StorageSettingsError, StorageUnavailableError } from '../storage';
import { toStorageError } from './errors';

const answered = (status: number, name: string) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } });

test('a file that was replaced while it was read can be requested again, as when S3 is down', () => {
  for (const error of [
    answered(412, 'PreconditionFailed'),
    answered(503, 'SlowDown'),
    new Error('connect ECONNREFUSED'),
  ])
    expect(toStorageError(error)).toBeInstanceOf(StorageUnavailableError);
});

test('a wrong setting is named', () => {
  const error = toStorageError(answered(403, 'InvalidAccessKeyId'));
  expect(error).toBeInstanceOf(StorageSettingsError);
  expect(error.message).toContain('S3_ACCESS_KEY_ID');
});
