/**
 * Why somebody reports a tutorial or a person, and why a moderator takes it down: what people read, by its word. Events contain
 * the words, so the list may grow but never shrink.
 */
export const REPORT_REASONS = {
  spam: 'Spam, a scam, or misleading',
  dangerous: 'Dangerous to imitate',
  hate: 'Hateful',
  harassment: 'Harassment or bullying',
  violence: 'Violent or shocking',
  sexual: 'Sexual',
  children: 'Harms or exploits children',
  privacy: 'Shows somebody without their consent',
  copyright: 'Uses somebody’s work without permission',
  illegal: 'Illegal in another way',
  other: 'Something else',
} as const;

export type ReportReason = keyof typeof REPORT_REASONS;
export const REPORT_REASON_WORDS = Object.keys(REPORT_REASONS) as [ReportReason, ...ReportReason[]];
