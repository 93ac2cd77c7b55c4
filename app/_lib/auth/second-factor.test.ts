import { Secret, TOTP } from 'otpauth';
import { describe, expect, test, vi } from 'vitest';
import { RECOVERY_CODES } from '@/workers/identity/contract';

vi.mock('@/app/_lib/environment', () => ({
  environment: { SECRET: 'a secret for these tests, and no other', siteUrl: 'https://tutorials.example' },
}));
const factor = await import('./second-factor');

const userId = '00000000-0000-4000-8000-00000000000a';
const authenticatorId = '90000000-0000-4000-8000-000000000003';
const app = { authenticatorId, isEnabled: true, timeStep: 0, usedRecoveryCodes: [] };
const shown = (at = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(factor.setUpOf(userId, authenticatorId, 'ada@example.com').secret) }).generate({
    timestamp: at,
  });
const stepOf = (at: number) => Math.floor(at / 30_000);

describe('a code of an authenticator app', () => {
  const NOON = Date.parse('2026-11-21T12:00:10Z');

  test('is right in its time step, and in those before and after it', () => {
    const timeStepOf = (code: string) => factor.timeStepOf(userId, authenticatorId, code, NOON);
    for (const seconds of [-30, 0, 30])
      expect(timeStepOf(shown(NOON + seconds * 1000))).toBe(stepOf(NOON) + seconds / 30);
    for (const seconds of [-60, 60]) expect(timeStepOf(shown(NOON + seconds * 1000))).toBeNull();
    expect(timeStepOf(shown(NOON).replace(/^.../, '$& '))).toBe(stepOf(NOON));
    for (const code of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦']) expect(timeStepOf(code)).toBeNull();
  });

  test('works once', () => {
    const timeStep = stepOf(Date.now());
    expect(factor.checkSecondFactor(userId, { ...app, timeStep: timeStep + 2 }, shown())).toBeNull();
    expect(factor.checkSecondFactor(userId, app, shown())).toMatchObject({ kind: 'code', authenticatorId });
  });

  test('is of one account and one app', () => {
    const code = shown(NOON);
    expect(factor.timeStepOf(authenticatorId, authenticatorId, code, NOON)).toBeNull();
    expect(factor.timeStepOf(userId, userId, code, NOON)).toBeNull();
  });
});

test('the app is set up by a URI that names the site and the account', () => {
  const uri = new URL(factor.setUpOf(userId, authenticatorId, 'ada@example.com').uri);
  expect(decodeURIComponent(uri.pathname)).toContain('Video Tutorials:ada@example.com');
  expect(uri.searchParams.get('issuer')).toBe('Video Tutorials');
});

test('a recovery code works once, however it is typed', () => {
  const codes = factor.recoveryCodesOf(userId, authenticatorId);
  expect(new Set(codes).size).toBe(RECOVERY_CODES);
  for (const code of codes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
  const third = { kind: 'recovery-code', authenticatorId, number: 3 };
  for (const typed of [codes[2]!, codes[2]!.toUpperCase(), ` ${codes[2]!.replace('-', ' ')}`])
    expect(factor.checkSecondFactor(userId, app, typed)).toEqual(third);
  expect(factor.checkSecondFactor(userId, { ...app, usedRecoveryCodes: [3] }, codes[2]!)).toBeNull();
  for (const typed of ['', 'abcde-23456', codes[2]!.slice(0, -1)])
    expect(factor.checkSecondFactor(userId, app, typed)).toBeNull();
});
