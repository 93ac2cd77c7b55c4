import type { Language } from '@/text/languages';

/** A text that was read from a file, and the name of its encoding. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

/** The encodings of older files, by language. Those of the web's own table of fallbacks by locale. */
const LEGACY: Readonly<Record<string, readonly Language[]>> = {
  'windows-1250': ['bs', 'cs', 'hr', 'hu', 'pl', 'ro', 'sk', 'sl', 'sq'],
  'windows-1251': ['be', 'bg', 'kk', 'mk', 'mn', 'ru', 'sr', 'uk'],
  'windows-1253': ['el'],
  'windows-1254': ['az', 'tr'],
  'windows-1255': ['he'],
  'windows-1256': ['ar', 'fa', 'ur'],
  'windows-1257': ['et', 'lt', 'lv'],
  'windows-1258': ['vi'],
  'windows-874': ['th'],
  shift_jis: ['ja'],
  'euc-kr': ['ko'],
  gb18030: ['zh-Hans'],
  big5: ['zh-Hant', 'yue'],
};

/**
 * Reads the bytes of a text file: by its byte order mark; else as UTF-16, if every second byte is mostly zero; else as
 * UTF-8; and if it is not valid, in the older encoding of the language, which is Windows-1252 for most. Pure.
 */
export function decodeText(bytes: Uint8Array, language: Language | null): Decoded {
  const marked = [
    ['utf-8', 0xef, 0xbb, 0xbf],
    ['utf-16le', 0xff, 0xfe],
    ['utf-16be', 0xfe, 0xff],
  ] as const;
  for (const [encoding, ...mark] of marked) {
    if (mark.every((byte, index) => bytes[index] === byte)) return decode(encoding, bytes);
  }
  const guessed = guessUtf16(bytes);
  if (guessed) return decode(guessed, bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return decode(legacyOf(language), bytes);
  }
}

function decode(encoding: string, bytes: Uint8Array): Decoded {
  const name = encoding.replace(/^windows/, 'Windows').replace(/^(utf|gb|euc|big).*/, (all) => all.toUpperCase());
  return { text: new TextDecoder(encoding).decode(bytes), encoding: name };
}

function legacyOf(language: Language | null): string {
  const entry = Object.entries(LEGACY).find(([, languages]) => language !== null && languages.includes(language));
  return entry?.[0] ?? 'windows-1252';
}

/** In UTF-16 the digits and line breaks of a file of captions have a zero byte each, in any language. */
function guessUtf16(bytes: Uint8Array): string | null {
  const zeros = [0, 0];
  const end = Math.min(bytes.length, 2_000);
  for (let index = 0; index < end; index++) if (bytes[index] === 0) zeros[index % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (even + odd < end / 8) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}
