import { describe, expect, test } from 'vitest';
import { explainUploadError, type UploadError } from './upload-errors';

const answer = (status: number, reason: string, error = 'A sentence.') => ({
  status,
  body: JSON.stringify({ error, reason }),
});
const explain = (error: UploadError) => explainUploadError(error, 10_000_000);

describe('a refused upload in words', () => {
  test('uses the sentence of the site', () => {
    expect(explain(answer(507, 'no-room', 'There is no room.'))).toEqual({
      error: 'There is no room.',
      mayTryAgain: true,
    });
  });

  test('offers no retry if it cannot help', () => {
    expect(explain(answer(409, 'in-progress')).mayTryAgain).toBe(false);
    expect(explain(answer(413, 'too-large')).mayTryAgain).toBe(false);
    expect(explain(answer(507, 'quota')).mayTryAgain).toBe(false);
    expect(explain(answer(429, 'too-many-unfinished')).mayTryAgain).toBe(true);
  });

  test('formats sizes for people', () => {
    expect(explain(answer(413, 'too-large', 'At most 10000000 bytes.')).error).toContain('10 MB');
  });

  test.each([0, 401])('gives advice for status %d, with any body', (status) => {
    const { error, mayTryAgain } = explain({ status, body: '<html>' });
    expect(error).toContain('continues where it stopped');
    expect(mayTryAgain).toBe(true);
  });

  test('names the status of an answer that is not the site’s', () => {
    expect(explain({ status: 418, body: '<html>' }).error).toContain('418');
    expect(explain({ status: 400, body: 'null' }).mayTryAgain).toBe(true);
  });
});
