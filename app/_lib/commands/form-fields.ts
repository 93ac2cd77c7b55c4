import { z } from 'zod';

/**
 * The sentence for a form with missing or changed hidden fields. Shown above the form, as no visible field is wrong.
 */
export const INCOMPLETE = 'This form is incomplete. Reload the page and try again.';

/** The sentence for a change that cannot be made now. */
export const UNAVAILABLE = 'This couldn’t be changed just now. Try again in a moment.';

/** A text field. A missing one counts as empty, and so does a file. */
export const typedText = z.string().catch('');

/** The same with `\n` for line breaks. Browsers send the line breaks of forms as `\r\n`. */
export const typedLines = typedText.transform((text) => text.replaceAll('\r\n', '\n'));

/** The password of an account, which somebody has to enter. */
export const typedPassword = typedText.pipe(z.string().min(1, 'Enter your password.'));

/** A hidden field with an id. */
export const hiddenId = z.uuid(INCOMPLETE).toLowerCase();
