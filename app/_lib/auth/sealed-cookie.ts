import 'server-only';
import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import type { z } from 'zod';
import { secret } from './keyed';
import { openSealed } from './open-sealed';
import { cookieName, sessionCookie } from './session-cookie';

/** A cookie that only this site can make and read, until it expires. */
export interface SealedCookie<Value> {
  /** Only in a server action or a route handler. */
  keep(value: Value): Promise<void>;
  /** Returns null if there is none, it has expired, or this site has not made it. */
  read(): Promise<Value | null>;
  /** Likewise. */
  forget(): Promise<void>;
}

/**
 * Makes such a cookie.
 * @param schema has no `sub` and no `sessionId`, which a session cookie has, so neither passes for the other.
 */
export function sealedCookie<Value extends Record<string, unknown>>(
  name: string,
  schema: z.ZodType<Value>,
  minutes: number,
): SealedCookie<Value> {
  const maxAge = minutes * 60;
  return {
    async keep(value) {
      const token = await encode({ token: { ...value, cookie: name }, secret: secret(), maxAge });
      (await cookies()).set(cookieName(name), token, { ...sessionCookie.options, maxAge });
    },
    async read() {
      const cookie = (await cookies()).get(cookieName(name));
      if (!cookie) return null;
      return schema.safeParse(await openSealed(name, cookie.value)).data ?? null;
    },
    async forget() {
      (await cookies()).delete({ name: cookieName(name), ...sessionCookie.options });
    },
  };
}
