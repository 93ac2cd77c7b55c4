/** The name under which the form is told that its link has ended. No field has it. */
export const LINK_FIELD = 'link';
