import type { Category } from '@/text/categories';

/* The contents of the demo: three creators, sixteen tutorials, and a series of each creator. */

export interface Step {
  title: string;
  /** What is said while it is shown. */
  said: string;
}

export interface Tutorial {
  name: string;
  description: string;
  category: Category;
  tags: readonly string[];
  /** Its slides after the first. */
  steps: readonly Step[];
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
        ['Soak the stone', 'Leave it under water for ten minutes, until no more bubbles rise.'],
        ['Find the angle', 'Two coins under the spine of the blade: that is about fifteen degrees.'],
        ['Work up a burr', 'Keep going until your thumb feels a wire along the whole edge.'],
        ['Finish on the fine side', 'Light strokes now, and let it slice a sheet of newspaper.'],
        'The method that needs no jig: one stone, water, and a marker pen to see where you are.',
      ),
      tutorial(
        'Fold a fitted sheet flat, every time',
        'home',
        7,
        ['laundry', 'tidying'],
        ['#5b2333', '#b5495b'],
        ['Tuck the corners', 'Put a hand into each corner, with the seams towards you.'],
        ['Nest all four', 'Slip one corner over the other until all four sit in one pocket.'],
        ['Lay it on the bed', 'The elastic makes a U. Smooth it until the edges are straight.'],
        ['Fold in thirds', 'Hide the elastic inside, and you have a rectangle like a towel.'],
        'Four corners into one, then thirds. That is all there is to it.',
      ),
      tutorial(
        'Bake a sourdough loaf in a cold oven',
        'cooking',
        8,
        ['bread', 'sourdough', 'kitchen'],
        ['#7a4419', '#d08c3f'],
        ['Feed the starter', 'Equal weights of flour and water, and wait until it doubles.'],
        ['Mix and rest', 'Cover the bowl and stretch the dough every half hour, four times.'],
        ['Shape it tight', 'Drag it towards you until the skin is taut and the seam disappears.'],
        ['Start it cold', 'Lid on, oven at two hundred and thirty, and fifty minutes later it crackles.'],
        'No preheating: the pot and the loaf warm up together, and the crust is none the worse.',
      ),
      tutorial(
        'Repot a plant without shocking it',
        'gardening',
        5,
        ['houseplants', 'repotting'],
        ['#1f4d2b', '#4c9f5a'],
        ['Water the day before', 'Moist soil holds together, and the plant slides out without a fight.'],
        ['Loosen the roots', 'Tease the spiral open with your fingers, and cut what is brown and soft.'],
        ['Pot it one size up', 'A finger of fresh compost all around is enough. Bigger pots stay wet.'],
        ['Keep it in the shade', 'No fertiliser for a month, and no midday sun on the windowsill.'],
        'What roots need in the two weeks after a move, and what they do not.',
      ),
      tutorial(
        'Fix a dripping tap in ten minutes',
        'building',
        6,
        ['plumbing', 'repairs'],
        ['#12395b', '#2f80c0'],
        ['Shut off the water', 'The valve is under the sink. Turn it clockwise, and open the tap.'],
        ['Open the handle', 'Prise off the cap, and the screw beneath it is a Phillips.'],
        ['Change the washer', 'Take the old rubber ring to the shop, so that you buy the right size.'],
        ['Test it slowly', 'Open the valve a quarter, and hold a dry tissue against the spindle.'],
        'Almost every drip is a washer that costs less than a coffee.',
      ),
      tutorial(
        'Tie five knots you will really use',
        'outdoors',
        4,
        ['knots', 'rope work', 'camping'],
        ['#4a2c17', '#9c6644'],
        ['Bowline', 'The rabbit comes out of the hole, round the tree, and back down again.'],
        ['Clove hitch', 'Two turns around the post, the second tucked under itself.'],
        ['Sheet bend', 'For a thick rope and a thin one: the thin rope wraps the bight.'],
        ['Taut-line hitch', 'It slides when you push it, and holds when the tent pulls.'],
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
        ['See the graph', 'git log with graph and oneline: read it from the bottom to the top.'],
        ['Rebase one branch', 'Your commits are lifted off and laid on top of main, one by one.'],
        ['Resolve a conflict', 'Keep what both sides meant, add the file, and say continue.'],
        ['Undo it all', 'Find where you were in the reflog, and reset hard to that line.'],
        'The reflog remembers everything, so nothing that you do here can be lost.',
      ),
      tutorial(
        'Your first Postgres index, and when not to add it',
        'software',
        8,
        ['postgres', 'databases', 'performance'],
        ['#0b3954', '#087e8b'],
        ['Read the plan', 'Explain analyze says sequential scan: it looked at every row.'],
        ['Add the index', 'Create it concurrently, so that nobody has to wait for a lock.'],
        ['Read the plan again', 'Now it is an index scan, and forty milliseconds became a quarter of one.'],
        ['What it costs', 'Every insert writes the B-tree too. Drop those that nobody reads.'],
        'An index makes one query fast and each write slower. How to tell whether that is a bargain.',
      ),
      tutorial(
        'CSS grid in seven small steps',
        'software',
        7,
        ['css', 'layout', 'web'],
        ['#6a1b4d', '#c2457f'],
        ['Make a grid', 'display grid, three columns of one fraction each, and a gap.'],
        ['Name the areas', 'Draw the page with words: header, sidebar, main and footer.'],
        ['Let it flow', 'auto-fit with minmax, and the cards wrap without a media query.'],
        ['Collapse on phones', 'One column below forty rem, in the order of the source.'],
        'A page layout from nothing, one property at a time.',
      ),
      tutorial(
        'Event sourcing with paper cards',
        'software',
        6,
        ['event sourcing', 'architecture'],
        ['#3d405b', '#81a3a7'],
        ['Write what happened', 'One card for each fact, in the past tense, and never an eraser.'],
        ['Fold the cards', 'Turn them over from the first to the last, and keep a running balance.'],
        ['Build a view', 'A second table answers a question quickly, from the same stack.'],
        ['Throw the view away', 'Sweep it off the table, replay the stack, and it is back.'],
        'No code: a stack of cards, a table, and the idea that the past does not change.',
      ),
      tutorial(
        'Debug a Node process that eats memory',
        'software',
        5,
        ['node.js', 'debugging', 'performance'],
        ['#14281d', '#3f7d58'],
        ['Watch it grow', 'Print the heap used every minute: a saw is healthy, stairs are a leak.'],
        ['Take a heap snapshot', 'Send the signal, and load the file into the developer tools.'],
        ['Compare two', 'Sort by the delta, and the culprit is mostly the second row.'],
        ['Find who holds on', 'Follow the retainers up to a listener that nobody removed.'],
        'Two snapshots and a difference: most leaks are found in ten minutes.',
      ),
      tutorial(
        'Keyboard shortcuts that save an hour a week',
        'software',
        4,
        ['editors', 'productivity'],
        ['#22223b', '#5c6f9c'],
        ['Move by words', 'Hold control or option with the arrows, and skip a word at a time.'],
        ['Select by lines', 'Add shift, and Home or End, and you never need the mouse for a line.'],
        ['Jump to a symbol', 'Type the first letters of a function, and press Enter.'],
        ['Repeat yourself less', 'Multiple cursors: select the next occurrence until you have them all.'],
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
        ['Begin with a mitten', 'One flat shape for the palm and all four fingers, and the thumb apart.'],
        ['Find the knuckles', 'They lie on an arc, not on a line. Mark four dots.'],
        ['Turn the thumb', 'The nail of the thumb faces sideways when the palm is flat.'],
        ['Shade one side', 'Choose where the lamp is, and hatch everything that turns away.'],
        'A mitten first, then fingers. Most hands go wrong because people begin with the nails.',
      ),
      tutorial(
        'Letter a sign without a ruler',
        'design',
        5,
        ['lettering', 'drawing', 'pencil'],
        ['#1d3557', '#e07a5f'],
        ['Draw two lines', 'A baseline and a waistline, freehand, with your whole arm.'],
        ['Hang the letters', 'Pencil the skeletons first, and let round letters overshoot a little.'],
        ['Even out the gaps', 'Squint: A and V need to overlap, and two stems need air.'],
        ['Ink it once', 'Slow strokes away from the hand, and erase when it is bone dry.'],
        'Gaps are drawn, not measured. How to see them, and what to do about A and V.',
      ),
      tutorial(
        'Four chords for a hundred songs',
        'music',
        9,
        ['guitar', 'chords'],
        ['#3a0ca3', '#7209b7'],
        ['Hold G and C', 'The ring finger stays on the third fret while the others move.'],
        ['Add D and E minor', 'Strum only four strings for D, and all six for E minor.'],
        ['Change on the beat', 'Lift early on four, and land on one, even if it buzzes.'],
        ['Play one song slowly', 'Sixty beats a minute with a metronome. Singing is allowed.'],
        'The four chords, the order of the fingers, and the one change that takes a week.',
      ),
      tutorial(
        'Tune a guitar by ear',
        'music',
        4,
        ['guitar', 'listening'],
        ['#2d3142', '#ef8354'],
        ['Take one note', 'A tuning fork, a piano or a dial tone: it gives you the A.'],
        ['Fret the fifth', 'The low E at the fifth fret should be the same pitch as the A string.'],
        ['Listen for beats', 'A slow wobble means that you are close. Turn the peg until it stops.'],
        ['Check with a chord', 'Strum an E major. If it rings sweetly, you are done.'],
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

/** @param words the title of each step and what is said there, and the description at the end. */
function tutorial(
  name: string,
  category: Category,
  appeal: number,
  tags: readonly string[],
  colours: readonly [string, string],
  ...words: [...steps: [title: string, said: string][], description: string]
): Tutorial {
  const description = words.at(-1) as string;
  const steps = (words.slice(0, -1) as [string, string][]).map(([title, said]) => ({ title, said }));
  return { name, category, appeal, tags, colours, steps, description };
}
