/** What a key does in the editor. A nudge moves one end of a line, backwards (−1) or forwards (1). */
export type KeyStep =
  | 'play'
  | 'previous'
  | 'next'
  | 'split'
  | 'merge'
  | 'take-start'
  | 'take-end'
  | 'add'
  | 'save'
  | { readonly which: 'start' | 'end'; readonly by: -1 | 1 };

/** All with Alt, by the key's place on the keyboard, because Alt types other characters on some. */
const STEPS: Readonly<Record<string, KeyStep>> = {
  KeyK: 'play',
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Enter: 'split',
  Backspace: 'merge',
  KeyI: 'take-start',
  KeyO: 'take-end',
  KeyN: 'add',
  Comma: { which: 'start', by: -1 },
  Period: { which: 'start', by: 1 },
};

/** Returns what a key press does; null for any other. */
export function keyStep(
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>,
): KeyStep | null {
  const { altKey, ctrlKey, metaKey, shiftKey, code } = event;
  if (code === 'KeyS' && (ctrlKey || metaKey) && !altKey) return 'save';
  if (!altKey || ctrlKey || metaKey) return null;
  const step = Object.hasOwn(STEPS, code) ? STEPS[code]! : null;
  return typeof step === 'object' && step !== null && shiftKey ? { ...step, which: 'end' } : step;
}

const KEYS = [
  ['Alt + K', 'Play, pause'],
  ['Alt + ↑ ↓', 'Line before, line after'],
  ['Alt + I, O', 'Begins, ends at the time of the player'],
  ['Alt + , .', 'Begins 0.1 seconds earlier, later'],
  ['Alt + Shift + , .', 'Ends 0.1 seconds earlier, later'],
  ['Alt + Enter', 'Split at the cursor'],
  ['Alt + Backspace', 'Merge with the line before'],
  ['Alt + N', 'Add a line'],
  ['Ctrl + S', 'Save'],
] as const;

/** Lists the keys of the editor. */
export function EditorKeys() {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 py-2 text-sm">
      {KEYS.map(([keys, words]) => (
        <div key={keys} className="col-span-2 grid grid-cols-subgrid">
          <dt className="font-medium tabular-nums">{keys}</dt>
          <dd className="text-muted">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
