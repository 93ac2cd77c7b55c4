/** The field of a form to sign out that also has this browser forgotten. */
export const FORGET_FIELD = 'forget';
