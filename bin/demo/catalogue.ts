import type { Category } from '@/text/categories';

/** The contents of the demo: three creators, sixteen tutorials, and a series of each creator. */
export interface Tutorial {
  name: string;
  description: string;
  category: Category;
  tags: readonly string[];
  /** The titles of its slides after the first. */
  steps: readonly string[];
  /** The colours of the gradient on its slides. */
  colours: readonly [string, string];
  /** Its popularity, relative to the others. */
  appeal: number;
}

export interface Creator {
  name: string;
  email: string;
  /** The words of the creator's page. */
  about: string;
  links: readonly { label: string; url: string }[];
  tutorials: readonly Tutorial[];
}

export const CREATORS: readonly Creator[] = [
  {
    name: 'Ada Okafor',
    email: 'ada@demo.example',
    about: `Things for the house, done by hand and without special tools. I repair boats for a living, and film on Sundays.

Each video is one job from start to end. If a step takes an hour, I say so, and you see the result, not the hour.

You can write to me about anything that did not work for you. Most of what I know about taps I know from such letters.`,
    links: [
      { label: 'My workshop', url: 'https://workshop.example/' },
      { label: 'What is in my toolbox', url: 'https://workshop.example/tools' },
    ],
    tutorials: [
      tutorial(
        'Sharpen a kitchen knife on a whetstone',
        'cooking',
        9,
        ['knives', 'sharpening', 'kitchen'],
        ['#0f3d3e', '#1b7f79'],
        'Soak the stone',
        'Find the angle',
        'Work up a burr',
        'Finish on the fine side',
        'The method that needs no jig: one stone, water, and a marker pen to see where you are.',
      ),
      tutorial(
        'Fold a fitted sheet flat, every time',
        'home',
        7,
        ['laundry', 'tidying'],
        ['#5b2333', '#b5495b'],
        'Tuck the corners',
        'Nest all four',
        'Lay it on the bed',
        'Fold in thirds',
        'Four corners into one, then thirds. That is all there is to it.',
      ),
      tutorial(
        'Bake a sourdough loaf in a cold oven',
        'cooking',
        8,
        ['bread', 'sourdough', 'kitchen'],
        ['#7a4419', '#d08c3f'],
        'Feed the starter',
        'Mix and rest',
        'Shape it tight',
        'Start it cold',
        'No preheating: the pot and the loaf warm up together, and the crust is none the worse.',
      ),
      tutorial(
        'Repot a plant without shocking it',
        'gardening',
        5,
        ['houseplants', 'repotting'],
        ['#1f4d2b', '#4c9f5a'],
        'Water the day before',
        'Loosen the roots',
        'Pot it one size up',
        'Keep it in the shade',
        'What roots need in the two weeks after a move, and what they do not.',
      ),
      tutorial(
        'Fix a dripping tap in ten minutes',
        'building',
        6,
        ['plumbing', 'repairs'],
        ['#12395b', '#2f80c0'],
        'Shut off the water',
        'Open the handle',
        'Change the washer',
        'Test it slowly',
        'Almost every drip is a washer that costs less than a coffee.',
      ),
      tutorial(
        'Tie five knots you will really use',
        'outdoors',
        4,
        ['knots', 'rope work', 'camping'],
        ['#4a2c17', '#9c6644'],
        'Bowline',
        'Clove hitch',
        'Sheet bend',
        'Taut-line hitch',
        'Five is plenty. Each is shown twice, from your side.',
      ),
    ],
  },
  {
    name: 'Jonas Lindqvist',
    email: 'jonas@demo.example',
    about:
      'Small lessons on large tools: Git, Postgres, CSS and Node. For people who use them every day and never had time to look inside.',
    links: [{ label: 'Source of the examples', url: 'https://code.example/jonas' }],
    tutorials: [
      tutorial(
        'Git rebase without fear',
        'software',
        10,
        ['git', 'version control'],
        ['#2b1d52', '#6d4bd8'],
        'See the graph',
        'Rebase one branch',
        'Resolve a conflict',
        'Undo it all',
        'The reflog remembers everything, so nothing that you do here can be lost.',
      ),
      tutorial(
        'Your first Postgres index, and when not to add it',
        'software',
        8,
        ['postgres', 'databases', 'performance'],
        ['#0b3954', '#087e8b'],
        'Read the plan',
        'Add the index',
        'Read the plan again',
        'What it costs',
        'An index makes one query fast and each write slower. How to tell whether that is a bargain.',
      ),
      tutorial(
        'CSS grid in seven small steps',
        'software',
        7,
        ['css', 'layout', 'web'],
        ['#6a1b4d', '#c2457f'],
        'Make a grid',
        'Name the areas',
        'Let it flow',
        'Collapse on phones',
        'A page layout from nothing, one property at a time.',
      ),
      tutorial(
        'Event sourcing with paper cards',
        'software',
        6,
        ['event sourcing', 'architecture'],
        ['#3d405b', '#81a3a7'],
        'Write what happened',
        'Fold the cards',
        'Build a view',
        'Throw the view away',
        'No code: a stack of cards, a table, and the idea that the past does not change.',
      ),
      tutorial(
        'Debug a Node process that eats memory',
        'software',
        5,
        ['node.js', 'debugging', 'performance'],
        ['#14281d', '#3f7d58'],
        'Watch it grow',
        'Take a heap snapshot',
        'Compare two',
        'Find who holds on',
        'Two snapshots and a difference: most leaks are found in ten minutes.',
      ),
      tutorial(
        'Keyboard shortcuts that save an hour a week',
        'software',
        4,
        ['editors', 'productivity'],
        ['#22223b', '#5c6f9c'],
        'Move by words',
        'Select by lines',
        'Jump to a symbol',
        'Repeat yourself less',
        'Learn one a day. The list is shorter than you fear.',
      ),
    ],
  },
  {
    name: 'Mei Tanaka',
    email: 'mei@demo.example',
    about:
      'Drawing, music and words, for people who think that they have no talent for them. Ten minutes, one thing, and something to keep at the end.',
    links: [{ label: 'Sheets to print', url: 'https://mei.example/sheets' }],
    tutorials: [
      tutorial(
        'Draw a hand that looks like a hand',
        'design',
        8,
        ['drawing', 'anatomy', 'pencil'],
        ['#4b1d3f', '#c05299'],
        'Begin with a mitten',
        'Find the knuckles',
        'Turn the thumb',
        'Shade one side',
        'A mitten first, then fingers. Most hands go wrong because people begin with the nails.',
      ),
      tutorial(
        'Letter a sign without a ruler',
        'design',
        5,
        ['lettering', 'drawing', 'pencil'],
        ['#1d3557', '#e07a5f'],
        'Draw two lines',
        'Hang the letters',
        'Even out the gaps',
        'Ink it once',
        'Gaps are drawn, not measured. How to see them, and what to do about A and V.',
      ),
      tutorial(
        'Four chords for a hundred songs',
        'music',
        9,
        ['guitar', 'chords'],
        ['#3a0ca3', '#7209b7'],
        'Hold G and C',
        'Add D and E minor',
        'Change on the beat',
        'Play one song slowly',
        'The four chords, the order of the fingers, and the one change that takes a week.',
      ),
      tutorial(
        'Tune a guitar by ear',
        'music',
        4,
        ['guitar', 'listening'],
        ['#2d3142', '#ef8354'],
        'Take one note',
        'Fret the fifth',
        'Listen for beats',
        'Check with a chord',
        'Two strings that are nearly right beat against each other. Turn until they stop.',
      ),
    ],
  },
];

export interface DemoSeries {
  /** The address of the creator. */
  creator: string;
  title: string;
  description: string;
  points: readonly string[];
  /** The lessons are names of the creator's tutorials. */
  sections: readonly { title: string; lessons: readonly string[] }[];
}

export const SERIES: readonly DemoSeries[] = [
  {
    creator: 'jonas@demo.example',
    title: 'Calm tools for people who write software',
    description:
      'Six short lessons on the tools that one uses every day and seldom learns. Watch them in order, one an evening, and try each step in a project of your own.',
    points: [
      'Rewrite a branch without fear, and undo it when it went wrong',
      'Tell whether an index would help before you add it',
      'Lay out a page with a handful of properties',
      'Explain event sourcing with a stack of paper cards',
      'Find what keeps the memory of a Node process',
      'Leave the mouse alone for most of the day',
    ],
    sections: [
      {
        title: 'What happened, and in which order',
        lessons: ['Git rebase without fear', 'Event sourcing with paper cards'],
      },
      {
        title: 'What people see',
        lessons: ['CSS grid in seven small steps', 'Your first Postgres index, and when not to add it'],
      },
      {
        title: 'When it gets slow',
        lessons: ['Debug a Node process that eats memory', 'Keyboard shortcuts that save an hour a week'],
      },
    ],
  },
  {
    creator: 'ada@demo.example',
    title: 'A house that works',
    description:
      'Four jobs that every house has sooner or later. Each is one afternoon, with tools that you can borrow from a neighbour.',
    points: [
      'Stop a tap that drips',
      'Sharpen knives so that they stay sharp',
      'Move plants into larger pots and keep them alive',
      'Put away a fitted sheet without swearing',
    ],
    sections: [
      {
        title: 'In the kitchen',
        lessons: ['Fix a dripping tap in ten minutes', 'Sharpen a kitchen knife on a whetstone'],
      },
      {
        title: 'In the other rooms',
        lessons: ['Repot a plant without shocking it', 'Fold a fitted sheet flat, every time'],
      },
    ],
  },
  {
    creator: 'mei@demo.example',
    title: 'A guitar in two evenings',
    description: 'Tune it, and play one song. Everything else comes later.',
    points: ['Tune a guitar without a machine', 'Play four chords, and change between them on the beat'],
    sections: [{ title: 'Two evenings', lessons: ['Tune a guitar by ear', 'Four chords for a hundred songs'] }],
  },
];

/** @param words the steps, and the description at the end. */
function tutorial(
  name: string,
  category: Category,
  appeal: number,
  tags: readonly string[],
  colours: readonly [string, string],
  ...words: string[]
): Tutorial {
  return { name, category, appeal, tags, colours, steps: words.slice(0, -1), description: words.at(-1) ?? '' };
}
