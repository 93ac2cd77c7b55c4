/** Scripts in which a joiner between letters changes their shape or meaning. */
const JOINING_SCRIPTS = [
  'Adlam',
  'Arabic',
  'Bengali',
  'Devanagari',
  'Gujarati',
  'Gurmukhi',
  'Hanifi_Rohingya',
  'Kannada',
  'Khmer',
  'Malayalam',
  'Mandaic',
  'Mongolian',
  'Myanmar',
  'Nko',
  'Oriya',
  'Sinhala',
  'Syriac',
  'Tamil',
  'Telugu',
];
const JOINING = `[${JOINING_SCRIPTS.map((script) => String.raw`\p{scx=${script}}`).join('')}]`;

/** Invisible characters in the places where a script or an emoji needs them. */
const NEEDED = [
  // Zero-width non-joiner within a word, as in Persian. Zero-width joiner also at its end, as in Malayalam.
  String.raw`(?<=${JOINING})\u200C(?=[\p{L}\p{M}])`,
  String.raw`(?<=${JOINING})\u200D`,
  // A joiner that combines two emoji. A selector after a symbol: emoji or text style. A selector in a keycap.
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  // Selectors for the form of an ideograph, of its punctuation, and of a Mongolian letter.
  String.raw`(?<=[\p{scx=Han}\p{Ideographic}])[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{scx=Mongolian})[\u180B-\u180F]`,
  // The flag of a region, written with tag characters.
  String.raw`(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}`,
].join('|');

/** Characters that are invisible or change the text direction, including soft hyphens and byte order marks. */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}\uFFF9-\uFFFB]`;

const NEEDED_OR_INVISIBLE = new RegExp(`(${NEEDED})|${INVISIBLE}`, 'gu');
/** The marks on one letter beyond the number that any script uses. */
const STACKED_MARKS = /([\p{Mn}\p{Me}]{5})[\p{Mn}\p{Me}]+/gu;
const STRAY_MARKS = /^\p{M}+/u;

/**
 * Removes characters that are invisible or reorder the text around them: zero-width characters, bidirectional controls,
 * tags, soft hyphens, lone surrogates, and marks stacked on a letter. Keeps those that emoji and Persian, Indic,
 * Mongolian and Han text need, where they need them. Keeps control characters, because they separate words.
 */
export function removeInvisible(text: string): string {
  return text
    .replace(NEEDED_OR_INVISIBLE, (_, needed: string | undefined) => needed ?? '')
    .normalize('NFC')
    .replace(STACKED_MARKS, '$1')
    .replace(STRAY_MARKS, '');
}
