import { describe, expect, test } from 'vitest';
import { planBuilds, schemaAfter, type Build } from './builds';

const build = (schema: string, state: Build['state'], more: Partial<Build> = {}): Build => ({
  schema,
  state,
  version: Number(/_v(\d+)/.exec(schema)?.[1]),
  tables: 1,
  attended: false,
  expired: false,
  ...more,
});
const nothing = { newer: null, begin: false, keep: [], mend: [], abandonBuild: [], drop: [] };

describe('a process of version 2', () => {
  test('begins where nothing is there', () => {
    expect(planBuilds(2, [], false)).toEqual({ ...nothing, begin: true });
  });

  test('begins beside a lower version', () => {
    expect(planBuilds(2, [build('x_v1', 'live')], false)).toEqual({ ...nothing, begin: true });
  });

  test('reads into what it has begun, and leaves what others do to them', () => {
    const own = build('x_v2', 'building');
    expect(planBuilds(2, [build('x_v1', 'live'), own, build('x_v3', 'building')], false)).toEqual({
      ...nothing,
      keep: [own],
    });
  });

  test('reads into the live one and into one that was asked for, whose tables it makes', () => {
    const live = build('x_v2', 'live');
    const asked = build('x_v2_b2', 'building', { tables: null });
    expect(planBuilds(2, [live, asked], false)).toEqual({ ...nothing, keep: [live], mend: [asked] });
  });

  test('stands by for a higher version, and gives up what it had begun', () => {
    const own = build('x_v2', 'building');
    expect(planBuilds(2, [build('x_v3', 'live'), own], false)).toEqual({ ...nothing, newer: 3, abandonBuild: [own] });
  });

  test('goes back to its own where nobody has the higher one any more', () => {
    expect(planBuilds(2, [build('x_v3', 'live'), build('x_v2', 'retired')], true)).toEqual({ ...nothing, begin: true });
  });

  test('drops what was replaced some time ago', () => {
    const live = build('x_v2', 'live');
    const old = build('x_v1', 'retired', { expired: true });
    expect(planBuilds(2, [live, old, build('x_v1_b2', 'retired')], false)).toEqual({
      ...nothing,
      keep: [live],
      drop: [old],
    });
  });
});

test('each build of a version has a schema of its own', () => {
  expect(schemaAfter(['home_page_v1'])).toBe('home_page_v1_b2');
  expect(schemaAfter(['home_page_v1', 'home_page_v1_b2'])).toBe('home_page_v1_b3');
  expect(schemaAfter(['home_page_v10_b9'])).toBe('home_page_v10_b10');
});
