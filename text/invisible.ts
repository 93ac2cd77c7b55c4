/** Scripts in which a joiner between letters changes how they look or what they say. */
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

/** Invisible characters where writing needs them: each stands for itself once, right where it belongs. */
const NEEDED = [
  // Zero-width non-joiner within a word, as in Persian. Zero-width joiner also at its end, as in Malayalam.
  String.raw`(?<=${JOINING})\u200C(?=[\p{L}\p{M}])`,
  String.raw`(?<=${JOINING})\u200D`,
  // Between two emoji: one of both. After a symbol: as an emoji, or as text. In a keycap.
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  // The form of an ideograph or of its punctuation, and of a Mongolian letter.
  String.raw`(?<=[\p{scx=Han}\p{Ideographic}])[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\p{scx=Mongolian})[\u180B-\u180F]`,
  // The flag of a region, written in tags.
  String.raw`(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}`,
].join('|');

/** What shows nothing, or turns around the direction of what follows. Soft hyphens and marks of byte order are among them. */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\p{Cs}\uFFF9-\uFFFB]`;

const NEEDED_OR_INVISIBLE = new RegExp(`(${NEEDED})|${INVISIBLE}`, 'gu');
/** The most marks on one letter in any writing, with one to spare. */
const PILED_MARKS = /([\p{Mn}\p{Me}]{5})[\p{Mn}\p{Me}]+/gu;
const STRAY_MARKS = /^\p{M}+/u;

/**
 * The text without characters that nobody sees or that reorder other people's text: zero-width ones, bidirectional controls,
 * tags, soft hyphens, lone surrogates, and marks piled up on a letter. Those that emoji and Persian, Indic, Mongolian or
 * Han writing need stay where they are needed. Control characters stay: they part words.
 */
export function withoutInvisible(text: string): string {
  return text
    .replace(NEEDED_OR_INVISIBLE, (_, needed: string | undefined) => needed ?? '')
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(STRAY_MARKS, '');
}
