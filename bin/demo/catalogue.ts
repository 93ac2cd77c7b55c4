/** What the demo shows: two creators and a dozen tutorials, each a title and the steps that its slides name. */
export interface Tutorial {
  name: string;
  description: string;
  steps: readonly string[];
  /** How popular it is beside the others. */
  appeal: number;
}

export interface Creator {
  name: string;
  email: string;
  /** Two colours of its slides. */
  colours: readonly [string, string];
  tutorials: readonly Tutorial[];
}

export const CREATORS: readonly Creator[] = [
  {
    name: 'Ada Okafor',
    email: 'ada@demo.example',
    colours: ['#0f3d3e', '#1b7f79'],
    tutorials: [
      tutorial('Sharpen a kitchen knife on a whetstone', 9, 'Soak the stone', 'Find the angle', 'Work up a burr', 'Finish on the fine side', 'The method that needs no jig: one stone, water, and a marker pen to see where you are.'),
      tutorial('Fold a fitted sheet flat, every time', 7, 'Tuck the corners', 'Nest all four', 'Lay it on the bed', 'Fold in thirds', 'Four corners into one, then thirds. That is all there is to it.'),
      tutorial('Bake a sourdough loaf in a cold oven', 8, 'Feed the starter', 'Mix and rest', 'Shape it tight', 'Start it cold', 'No preheating: the pot and the loaf warm up together, and the crust is none the worse.'),
      tutorial('Repot a plant without shocking it', 5, 'Water the day before', 'Loosen the roots', 'Pot it one size up', 'Keep it in the shade', 'What roots need in the two weeks after a move, and what they do not.'),
      tutorial('Fix a dripping tap in ten minutes', 6, 'Shut off the water', 'Open the handle', 'Change the washer', 'Test it slowly', 'Almost every drip is a washer that costs less than a coffee.'),
      tutorial('Tie five knots you will really use', 4, 'Bowline', 'Clove hitch', 'Sheet bend', 'Taut-line hitch', 'Five is plenty. Each is shown twice, from your side.'),
    ],
  },
  {
    name: 'Jonas Lindqvist',
    email: 'jonas@demo.example',
    colours: ['#2b1d52', '#6d4bd8'],
    tutorials: [
      tutorial('Git rebase without fear', 10, 'See the graph', 'Rebase one branch', 'Resolve a conflict', 'Undo it all', 'The reflog remembers everything, so nothing that you do here can be lost.'),
      tutorial('Your first Postgres index, and when not to add it', 8, 'Read the plan', 'Add the index', 'Read the plan again', 'What it costs', 'An index makes one query fast and each write slower. How to tell whether that is a bargain.'),
      tutorial('CSS grid in seven small steps', 7, 'Make a grid', 'Name the areas', 'Let it flow', 'Collapse on phones', 'A page layout from nothing, one property at a time.'),
      tutorial('Event sourcing with paper cards', 6, 'Write what happened', 'Fold the cards', 'Build a view', 'Throw the view away', 'No code: a stack of cards, a table, and the idea that the past does not change.'),
      tutorial('Debug a Node process that eats memory', 5, 'Watch it grow', 'Take a heap snapshot', 'Compare two', 'Find who holds on', 'Two snapshots and a difference: most leaks are found in ten minutes.'),
      tutorial('Keyboard shortcuts that save an hour a week', 4, 'Move by words', 'Select by lines', 'Jump to a symbol', 'Repeat yourself less', 'Learn one a day. The list is shorter than you fear.'),
    ],
  },
];

/** The last word is the description, those before it are the steps. */
function tutorial(name: string, appeal: number, ...words: string[]): Tutorial {
  return { name, appeal, steps: words.slice(0, -1), description: words.at(-1) ?? '' };
}
