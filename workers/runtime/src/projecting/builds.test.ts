import { describe, expect, test } from 'vitest';
import { planBuilds, schemaAfter, type Build } from './builds';

const build = (schema: string, state: Build['state'], more: Partial<Build> = {}): Build => ({
  schema,
  state,
  version: Number(/_v(\d+)/.exec(schema)?.[1]),
  tables: 1,
  used: false,
  expired: false,
  ...more,
});
const nothing = { newer: null, begin: false, run: [], repair: [], abandonBuild: [], drop: [] };

describe('a process of version 2', () => {
  test('starts a build if there is none', () => {
    expect(planBuilds(2, [], false)).toEqual({ ...nothing, begin: true });
  });

  test('starts a build beside a lower version', () => {
    expect(planBuilds(2, [build('x_v1', 'live')], false)).toEqual({ ...nothing, begin: true });
  });

  test('continues its own builds, and ignores those of other versions', () => {
    const own = build('x_v2', 'building');
    expect(planBuilds(2, [build('x_v1', 'live'), own, build('x_v3', 'building')], false)).toEqual({
      ...nothing,
      run: [own],
    });
  });

  test('projects into the live build and a requested one, whose tables it creates', () => {
    const live = build('x_v2', 'live');
    const requested = build('x_v2_b2', 'building', { tables: null });
    expect(planBuilds(2, [live, requested], false)).toEqual({ ...nothing, run: [live], repair: [requested] });
  });

  test('stands by for a higher version, and abandons its unfinished build', () => {
    const own = build('x_v2', 'building');
    expect(planBuilds(2, [build('x_v3', 'live'), own], false)).toEqual({ ...nothing, newer: 3, abandonBuild: [own] });
  });

  test('returns to its own version when no process has the higher one', () => {
    expect(planBuilds(2, [build('x_v3', 'live'), build('x_v2', 'retired')], true)).toEqual({ ...nothing, begin: true });
  });

  test('drops builds that were retired some time ago', () => {
    const live = build('x_v2', 'live');
    const old = build('x_v1', 'retired', { expired: true });
    expect(planBuilds(2, [live, old, build('x_v1_b2', 'retired')], false)).toEqual({
      ...nothing,
      run: [live],
      drop: [old],
    });
  });
});

test('each build of a version has its own schema', () => {
  expect(schemaAfter(['home_page_v1'])).toBe('home_page_v1_b2');
  expect(schemaAfter(['home_page_v1', 'home_page_v1_b2'])).toBe('home_page_v1_b3');
  expect(schemaAfter(['home_page_v10_b9'])).toBe('home_page_v10_b10');
});
