import 'server-only';
import { Secret, TOTP } from 'otpauth';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { RECOVERY_CODES, type SecondFactor } from '@/workers/identity/contract';
import { isEqual } from './is-equal';
import { keyed } from './keyed';

/** The name of the site in authenticator apps. */
const ISSUER = 'Video Tutorials';
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Codes of so many time steps before and after now are right, because clocks differ. */
const WINDOW = 1;
/** 32 characters that are hard to confuse. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const RECOVERY_CODE_LENGTH = 10;

/** The last authenticator app of an account, and what of it was used. */
export interface Authenticator {
  readonly authenticatorId: string;
  readonly isEnabled: boolean;
  /** No code of this time step or an earlier one works again. */
  readonly timeStep: number;
  /** Their numbers, from 1. */
  readonly usedRecoveryCodes: readonly number[];
}

/** Returns the last authenticator app of an account; null if it never had one. */
export async function authenticatorOf(userId: string): Promise<Authenticator | null> {
  const [row] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_authenticators')
      .where('userId', '=', userId)
      .select(['authenticatorId', 'isEnabled', 'timeStep', 'usedRecoveryCodes']),
  );
  return row ?? null;
}

/** Returns what an authenticator app is set up with: a secret in base 32, to type, and a URI, to show as a QR code. */
export function setUpOf(userId: string, authenticatorId: string, email: string): { secret: string; uri: string } {
  const totp = totpOf(userId, authenticatorId, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** Returns the recovery codes of an authenticator app, such as 'abcde-23456'. Like its secret, they are stored nowhere. */
export function recoveryCodesOf(userId: string, authenticatorId: string): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, index) => {
    const bytes = keyed('recovery code', userId, authenticatorId, String(index + 1)).subarray(0, RECOVERY_CODE_LENGTH);
    const code = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

/**
 * Returns the time step of a code that an authenticator app shows now, or null. It may have been used before.
 * @param code as typed: six digits, and spaces.
 */
export function timeStepOf(userId: string, authenticatorId: string, code: string, now = Date.now()): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(userId, authenticatorId).validate({ token, window: WINDOW, timestamp: now });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** Checks a code of an authenticator app, or a recovery code. @returns null if it is wrong, or was used before. */
export function checkSecondFactor(userId: string, app: Authenticator, typed: string): SecondFactor | null {
  const { authenticatorId } = app;
  const timeStep = timeStepOf(userId, authenticatorId, typed);
  if (timeStep !== null) return timeStep > app.timeStep ? { kind: 'code', authenticatorId, timeStep } : null;
  const number = recoveryCodesOf(userId, authenticatorId).findIndex((code) => isSame(code, typed)) + 1;
  if (number === 0 || app.usedRecoveryCodes.includes(number)) return null;
  return { kind: 'recovery-code', authenticatorId, number };
}

function totpOf(userId: string, authenticatorId: string, label = ''): TOTP {
  const secret = keyed('authenticator secret', userId, authenticatorId).subarray(0, SECRET_BYTES);
  return new TOTP({
    issuer: ISSUER,
    label,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

/** Returns whether somebody typed this recovery code, with or without its dash, in any case. */
function isSame(code: string, typed: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return isEqual(plain(code), plain(typed));
}
