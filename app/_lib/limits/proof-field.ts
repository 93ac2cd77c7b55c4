/** The hidden field in which a form sends its proof of work. */
export const PROOF_FIELD = 'proof';

/** The forms that may need a proof of work. */
export const PROVEN_FORMS = ['sign-in', 'register', 'forgot'] as const;
export type ProvenForm = (typeof PROVEN_FORMS)[number];
