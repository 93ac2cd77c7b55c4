import { describe, expect, test, vi } from 'vitest';

vi.mock('@/app/_lib/queries/database', () => ({}));
vi.mock('@/app/_lib/live/news', () => ({}));
const { judge } = await import('./await-trace');

const TRACE = 'trace';
const records = { events: [], parked: false, projected: [] };

describe('the outcome of a trace', () => {
  test('is queued until the component has handled the command', () => {
    expect(judge(TRACE, ['videos'], null).status).toBe('queued');
  });

  test('is done if the command led to no event', () => {
    expect(judge(TRACE, ['videos'], { ...records, events: [] }).status).toBe('done');
  });

  test('is queued until each view has projected each event', () => {
    const events = [
      { id: '1', type: 'VideoNamed' },
      { id: '2', type: 'VideoPublished' },
    ];
    const aggregators = ['videos', 'home-page'];
    const projected = ['videos 1', 'videos 2', 'home-page 1'];
    expect(judge(TRACE, aggregators, { ...records, events, projected }).status).toBe('queued');
    expect(judge(TRACE, aggregators, { ...records, events, projected: [...projected, 'home-page 2'] }).status).toBe(
      'done',
    );
  });

  test('is rejected with the reason, without a wait for any view', () => {
    const rejection = { reason: 'not-yours' };
    const events = [{ id: '1', type: 'NamingRejected', data: rejection }];
    expect(judge(TRACE, ['videos'], { ...records, events })).toEqual({ status: 'rejected', traceId: TRACE, rejection });
  });

  test('is parked if the component has parked the command', () => {
    expect(judge(TRACE, ['videos'], { ...records, parked: true })).toEqual({ status: 'parked', traceId: TRACE });
  });
});
