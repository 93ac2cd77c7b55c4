'use server';

import { themes, writeTheme } from './theme';

/** Keeps the theme whose button was pressed: the browser's choice, for every account. An unknown theme changes nothing. */
export async function chooseTheme(form: FormData): Promise<void> {
  const chosen = themes.safeParse(form.get('theme'));
  if (chosen.success) await writeTheme(chosen.data);
}
