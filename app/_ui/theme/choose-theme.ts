'use server';

import { themes, writeTheme } from './theme';

/**
 * Stores the theme of the pressed button: the choice of this browser, for every account. An unknown theme changes
 * nothing.
 */
export async function chooseTheme(form: FormData): Promise<void> {
  const chosen = themes.safeParse(form.get('theme'));
  if (chosen.success) await writeTheme(chosen.data);
}
