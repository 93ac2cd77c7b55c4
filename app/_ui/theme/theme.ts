import 'server-only';
import { cookies } from 'next/headers';
import { z } from 'zod';

export const themes = z.enum(['system', 'light', 'dark']);
export type Theme = z.output<typeof themes>;

const COOKIE = 'theme';
const YEAR_SECONDS = 365 * 24 * 3600;

/** Returns the theme of this browser: light, dark, or that of the system. */
export async function readTheme(): Promise<Theme> {
  return themes.catch('system').parse((await cookies()).get(COOKIE)?.value);
}

/** Stores the choice in this browser for a year. Only in a server action. */
export async function writeTheme(theme: Theme): Promise<void> {
  const jar = await cookies();
  if (theme === 'system') jar.delete(COOKIE);
  else jar.set(COOKIE, theme, { maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true, path: '/' });
}
