import { z } from 'zod';
import { typedLines, typedText } from '@/app/_lib/commands/form-fields';
import { BEGAN_FROM } from '@/app/_lib/commands/form-state';
import { countCharacters } from '@/text/characters';
import { HANDLE_MAX, HANDLE_MIN, handleProblem, tidyHandle, type HandleProblem } from '@/text/handles';
import { tidyName, tidyText } from '@/text/tidy';
import {
  CHANNEL_NAME_MAX,
  CHANNEL_TEXT_MAX,
  LINK_ADDRESS_MAX,
  LINK_LABEL_MAX,
  LINKS_MAX,
  type ChannelLink,
} from '@/workers/channel/contract';
import { addressField, labelField, linkRows } from './link-rows';

/** What the form of a channel says, tidied. */
export interface ChannelWords {
  /** Empty for the name of the account. */
  readonly name: string;
  /** Empty while the channel has none. */
  readonly handle: string;
  readonly text: string;
  readonly links: readonly ChannelLink[];
}

const HANDLE_SENTENCES: Record<HandleProblem, string> = {
  'too-short': `Use at least ${HANDLE_MIN} characters.`,
  'too-long': `Use at most ${HANDLE_MAX} characters.`,
  'bad-characters': 'Use only the letters a to z, digits and hyphens.',
  reserved: 'This word is reserved for the site. Choose another one.',
};

/** The numbers of the form's rows for links. */
const LINK_ROWS = linkRows(LINKS_MAX);

const linkFields = z.object(
  Object.fromEntries(LINK_ROWS.flatMap((row) => [labelField(row), addressField(row)]).map((name) => [name, typedText])),
);

/**
 * The fields of the channel's form. Returns its words, and those with which it began; or a sentence for each
 * wrong field.
 */
export const channelFields = z
  .object({ name: typedText, handle: typedText, text: typedLines, [BEGAN_FROM]: typedText, replaces: typedText })
  .and(linkFields)
  .transform((fields, context) => {
    const name = tidyName(fields.name);
    const handle = tidyHandle(fields.handle);
    const text = tidyText(fields.text);
    const rows = LINK_ROWS.map((row) => readLink(fields[labelField(row)] ?? '', fields[addressField(row)] ?? ''));
    const errors: [field: string, sentence: string | null][] = [
      ['name', nameError(name, fields.name)],
      ['handle', handleError(handle)],
      ['text', countCharacters(text) > CHANNEL_TEXT_MAX ? `Use at most ${CHANNEL_TEXT_MAX} characters.` : null],
      ...rows.flatMap((link, row): [string, string | null][] => [
        [labelField(row), link && 'labelError' in link ? link.labelError : null],
        [addressField(row), link && 'addressError' in link ? link.addressError : null],
      ]),
    ];
    for (const [field, message] of errors)
      if (message !== null) context.issues.push({ code: 'custom', path: [field], message, input: fields });
    const links = rows.flatMap((link) => (link && 'url' in link ? [link] : []));
    const words: ChannelWords = { name, handle, text, links };
    return { words, began: readBegan(fields[BEGAN_FROM]), replaces: fields.replaces === 'yes' };
  });

function nameError(name: string, asTyped: string): string | null {
  if (name === '' && asTyped.trim() !== '') return 'Use a name that others can read.';
  if (countCharacters(name) > CHANNEL_NAME_MAX) return `Use at most ${CHANNEL_NAME_MAX} characters.`;
  return /:\/\/|\bwww\./i.test(name) ? 'Use a name, not a web address.' : null;
}

function handleError(handle: string): string | null {
  const problem = handle === '' ? null : handleProblem(handle);
  return problem && HANDLE_SENTENCES[problem];
}

/** Returns null for an empty row. */
function readLink(
  typedLabel: string,
  typedUrl: string,
): ChannelLink | { labelError: string } | { addressError: string } | null {
  const label = tidyName(typedLabel);
  const address = typedUrl.trim();
  if (address === '')
    return label === '' ? null : { addressError: 'Enter the address of this link, or clear its name.' };
  const url = readAddress(address);
  if (url === null) return { addressError: 'Enter a web address like https://example.com/about.' };
  if (url.href.length > LINK_ADDRESS_MAX) return { addressError: 'This address is too long. Use a shorter one.' };
  if (countCharacters(label) > LINK_LABEL_MAX) return { labelError: `Use at most ${LINK_LABEL_MAX} characters.` };
  return { label: label || url.hostname.replace(/^www\./, ''), url: url.href };
}

/** Returns an address of https, which need not be typed. Names and passwords in addresses are for misleading people. */
function readAddress(typed: string): URL | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && !/\s/.test(typed);
  return isPlain && /^[^.]+(\.[^.]+)+$/.test(url.hostname) ? url : null;
}

const words = z.object({
  name: z.string(),
  handle: z.string(),
  text: z.string(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
});

/** Returns the words that a form began with; null if it does not say. */
function readBegan(json: string): ChannelWords | null {
  try {
    return words.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** The parts of a channel that the form edits, each with its first field. */
const PARTS = { name: 'name', handle: 'handle', text: 'text', links: addressField(0) } as const;
type Part = keyof typeof PARTS;

/**
 * Compares the words of a form with those that it began with, and with those that the channel has now. Pure.
 * @returns the parts that the person changed; and the fields of those that were changed elsewhere meanwhile.
 */
export function compareWords(
  typed: ChannelWords,
  began: ChannelWords,
  current: ChannelWords,
): { changed: Part[]; elsewhere: string[] } {
  const differs = (one: ChannelWords, other: ChannelWords) => (part: Part) =>
    JSON.stringify(one[part]) !== JSON.stringify(other[part]);
  const parts = Object.keys(PARTS) as Part[];
  const changed = parts.filter(differs(typed, began)).filter(differs(typed, current));
  return { changed, elsewhere: changed.filter(differs(began, current)).map((part) => PARTS[part]) };
}
