import { z } from 'zod';

/** The sentence for a form whose hidden fields are missing or changed. It stands above the form, for no field shows it. */
export const INCOMPLETE = 'This form is incomplete. Reload the page and try again.';

/** A field that somebody types into. A missing one is empty, and so is a file. */
export const typedText = z.string().catch('');

/** The same with its line breaks as `\n`; browsers send those of forms as `\r\n`. */
export const typedLines = typedText.transform((text) => text.replaceAll('\r\n', '\n'));

/** A hidden field with an id. */
export const hiddenId = z.uuid(INCOMPLETE).toLowerCase();
