import { describe, expect, it } from 'vitest';
import { explainUploadError } from './upload-errors';

const answer = (status: number, reason: string, error = 'A sentence.') => ({ status, body: JSON.stringify({ error, reason }) });

describe('a refused upload in words', () => {
  it('takes the sentence of the site', () => {
    expect(explainUploadError(answer(507, 'no-room', 'There is no room.'))).toEqual({ problem: 'There is no room.', mayTryAgain: true });
  });

  it('offers no other try where it cannot help', () => {
    expect(explainUploadError(answer(409, 'in-progress')).mayTryAgain).toBe(false);
    expect(explainUploadError(answer(413, 'too-large')).mayTryAgain).toBe(false);
  });

  it('says sizes as people read them', () => {
    expect(explainUploadError(answer(413, 'too-large', 'At most 10737418240 bytes.')).problem).toContain('10.7 GB');
  });

  it.each([0, 401])('knows what to do about status %d, whatever the body', (status) => {
    const { problem, mayTryAgain } = explainUploadError({ status, body: '<html>' });
    expect(problem).toContain('goes on where it stopped');
    expect(mayTryAgain).toBe(true);
  });

  it('names the status of an answer that is not the site’s', () => {
    expect(explainUploadError({ status: 418, body: '<html>' }).problem).toContain('418');
    expect(explainUploadError({ status: 400, body: '' }).mayTryAgain).toBe(true);
  });
});
