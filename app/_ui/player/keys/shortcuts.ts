/** What a key does to the player. A digit goes to so many tenths of the video. */
export type PlayerAction = number | keyof typeof WORDS;

/** What each of them does, in the words of the help. */
const WORDS = {
  play: 'Play or pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  'back-a-little': 'Back 5 seconds',
  'forward-a-little': 'Forward 5 seconds',
  start: 'To the start',
  end: 'To the end',
  'frame-back': 'Back one frame, paused',
  'frame-forward': 'Forward one frame, paused',
  slower: 'Slower',
  faster: 'Faster',
  louder: 'Louder',
  quieter: 'Quieter',
  mute: 'Sound on or off',
  captions: 'Captions on or off',
  fullscreen: 'Full screen',
  theatre: 'Theatre mode',
  'picture-in-picture': 'Picture in picture',
  'loop-start': 'Start of the loop here',
  'loop-end': 'End of the loop here',
  'loop-off': 'Stop looping',
  next: 'Next video',
  previous: 'Previous lesson',
  help: 'This list',
} as const;

const KEYS: Readonly<Record<string, Exclude<PlayerAction, number>>> = {
  ' ': 'play',
  k: 'play',
  j: 'back',
  l: 'forward',
  ArrowLeft: 'back-a-little',
  ArrowRight: 'forward-a-little',
  Home: 'start',
  End: 'end',
  ',': 'frame-back',
  '.': 'frame-forward',
  '<': 'slower',
  '>': 'faster',
  ArrowUp: 'louder',
  ArrowDown: 'quieter',
  m: 'mute',
  c: 'captions',
  f: 'fullscreen',
  t: 'theatre',
  i: 'picture-in-picture',
  a: 'loop-start',
  b: 'loop-end',
  x: 'loop-off',
  n: 'next',
  p: 'previous',
  '?': 'help',
};

/** Keys by which people scroll. They are the player's only while the focus is in it. */
export const SCROLLING: ReadonlySet<string> = new Set([' ', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** Acts that a key repeats while it is held. */
const REPEATED = new Set<PlayerAction>([
  ...(['back', 'forward', 'back-a-little', 'forward-a-little'] as const),
  ...(['frame-back', 'frame-forward', 'louder', 'quieter'] as const),
]);

/** What else uses keys where the focus is: buttons and links are pressed, sliders are moved, fields take any key. */
export type UsedBy = 'nothing' | 'press' | 'slider' | 'any';

const USED: Record<Exclude<UsedBy, 'any'>, ReadonlySet<string>> = {
  nothing: new Set(),
  press: new Set([' ', 'Enter']),
  slider: new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']),
};

interface Pressed {
  readonly key: string;
  /** The key is held. */
  readonly repeat: boolean;
  /** The focus is in the player. */
  readonly isInPlayer: boolean;
  readonly usedBy: UsedBy;
  /** Single keys work on the whole page, as the viewer has chosen. */
  readonly onPage: boolean;
}

/** Returns what a key without Ctrl, Alt or Command does to the player; null if it is not meant for it. Pure. */
export function actOf({ key, repeat, isInPlayer, usedBy, onPage }: Pressed): PlayerAction | null {
  if (usedBy === 'any' || USED[usedBy].has(key)) return null;
  if (!isInPlayer && (!onPage || SCROLLING.has(key))) return null;
  // With the shift key or caps lock, a letter is the same.
  const known = key.length === 1 ? key.toLowerCase() : key;
  const act = /^\d$/.test(known) ? Number(known) : Object.hasOwn(KEYS, known) ? KEYS[known]! : null;
  return act === null || (repeat && !REPEATED.has(act)) ? null : act;
}

/** What a player offers, besides what each does. */
export interface Offer {
  readonly captions: boolean;
  readonly theatre: boolean;
  readonly next: boolean;
  readonly previous: boolean;
}

export interface Shortcut {
  readonly keys: readonly string[];
  readonly words: string;
}

const GROUPS: readonly { readonly title: string; readonly acts: readonly Exclude<PlayerAction, number>[] }[] = [
  {
    title: 'Play',
    acts: ['play', 'slower', 'faster', 'next', 'previous'],
  },
  {
    title: 'Go to',
    acts: [
      ...(['back', 'forward', 'back-a-little', 'forward-a-little'] as const),
      ...(['frame-back', 'frame-forward', 'start', 'end'] as const),
    ],
  },
  { title: 'Repeat a part', acts: ['loop-start', 'loop-end', 'loop-off'] },
  {
    title: 'Look and sound',
    acts: ['louder', 'quieter', 'mute', 'captions', 'fullscreen', 'theatre', 'picture-in-picture', 'help'],
  },
];

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** Returns the help: each group with what its keys do, as far as a player offers it. Pure. */
export function shortcutsOf(offer: Offer): readonly { title: string; shortcuts: readonly Shortcut[] }[] {
  const isOffered = (act: string) => !Object.hasOwn(offer, act) || offer[act as keyof Offer];
  return GROUPS.map(({ title, acts }) => ({
    title,
    shortcuts: [
      ...acts.filter(isOffered).map((act) => ({ keys: keysOf(act), words: WORDS[act] })),
      ...(title === 'Go to' ? [{ keys: ['0–9'], words: 'To 0 % to 90 % of the video' }] : []),
    ],
  }));
}

function keysOf(act: PlayerAction): readonly string[] {
  const keys = Object.entries(KEYS).flatMap(([key, does]) => (does === act ? [key] : []));
  return keys.map((key) => NAMES[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key)).toSorted(byLength);
}

/** The short ones first: K, then Space. */
const byLength = (one: string, other: string) => one.length - other.length;
