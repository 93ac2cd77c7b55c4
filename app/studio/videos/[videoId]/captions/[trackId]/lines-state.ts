import { byTime } from '@/text/captions/line';

/** A line of a track, with the id that tells it from others. */
export interface EditorLine {
  readonly lineId: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the editor of a track has. */
export interface LinesState {
  /** The lines as they are saved, of `revision`. */
  readonly base: readonly EditorLine[];
  readonly revision: number;
  /** The lines as the user has them, in the order of time. */
  readonly lines: readonly EditorLine[];
  /** Lines that were changed here and elsewhere: what is saved now; null if it is removed there. */
  readonly conflicts: Readonly<Record<number, EditorLine | null>>;
  /** Earlier lines, for undo. */
  readonly past: readonly (readonly EditorLine[])[];
}

/** What is not saved yet. */
export interface Changes {
  readonly added: EditorLine[];
  readonly changed: EditorLine[];
  readonly removed: number[];
}

/** How far a nudge moves, and the shortest line, in milliseconds. */
export const NUDGE_MS = 100;
const SHORTEST_MS = 100;
/** The length of a new line, in milliseconds. */
const NEW_MS = 2_000;
const PAST_MAX = 50;

/** Returns the state of an editor in which nothing is changed. */
export function openLines(base: readonly EditorLine[], revision: number): LinesState {
  return { base, revision, lines: base, conflicts: {}, past: [] };
}

/** Returns what differs from the saved lines. Pure. */
export function changesOf({ base, lines }: Pick<LinesState, 'base' | 'lines'>): Changes {
  const saved = new Map(base.map((line) => [line.lineId, line]));
  const present = new Set(lines.map(({ lineId }) => lineId));
  return {
    added: lines.filter(({ lineId }) => !saved.has(lineId)),
    changed: lines.filter((line) => saved.has(line.lineId) && !isSame(saved.get(line.lineId)!, line)),
    removed: base.filter(({ lineId }) => !present.has(lineId)).map(({ lineId }) => lineId),
  };
}

/** Returns whether a line begins at the end of the video or later. @param end in milliseconds; null if it is not known. */
export function isLate({ start }: Pick<EditorLine, 'start'>, end: number | null): boolean {
  return end !== null && start >= end;
}

/** Returns how many lines are not saved. */
export function countChanges({ added, changed, removed }: Changes): number {
  return added.length + changed.length + removed.length;
}

/**
 * Puts newly saved lines below the user's changes. What was changed on one side only is taken from there; what was
 * changed on both sides stays as the user has it, and is a conflict. Earlier lines stay only after the user's own save:
 * an undo would take back what others have saved. Pure.
 */
export function rebase(state: LinesState, base: readonly EditorLine[], revision: number): LinesState {
  const [before, mine, theirs] = [state.base, state.lines, base].map(
    (lines) => new Map(lines.map((line) => [line.lineId, line])),
  ) as [Map<number, EditorLine>, Map<number, EditorLine>, Map<number, EditorLine>];
  const lines: EditorLine[] = [];
  const conflicts: Record<number, EditorLine | null> = {};
  for (const lineId of new Set([...mine.keys(), ...theirs.keys()])) {
    const [was, own, other] = [before.get(lineId), mine.get(lineId), theirs.get(lineId)];
    const isMine = !isSame(was, own);
    const kept = isMine ? own : other;
    if (kept) lines.push(kept);
    const isDifferent = isMine && !isSame(own, other);
    const isConflict = isDifferent && !isSame(was, other);
    // A line that is removed here stays removed, unless somebody has just worked on it.
    if (isConflict && !own && other) lines.push(other);
    else if (isConflict || (isDifferent && state.conflicts[lineId] !== undefined)) conflicts[lineId] = other ?? null;
  }
  const isOwnSave = mine.size === theirs.size && base.every((line) => isSame(mine.get(line.lineId), line));
  return { base, revision, lines: lines.sort(inOrder), conflicts, past: isOwnSave ? state.past : [] };
}

/** Changes the fields of a line. Times that leave no room for the line are not taken. Pure. */
export function changeLine(state: LinesState, lineId: number, change: Partial<EditorLine>): LinesState {
  const line = state.lines.find((each) => each.lineId === lineId);
  if (!line) return state;
  const next = { ...line, ...change };
  if (next.start < 0 || next.end - next.start < SHORTEST_MS) return state;
  const lines = state.lines.map((each) => (each.lineId === lineId ? next : each));
  // An undo would lose what was typed since.
  return { ...state, past: [], lines: change.start === undefined ? lines : lines.sort(inOrder) };
}

/** Moves the beginning of a line. Its end moves along if it has to. Pure. */
export function moveStart(state: LinesState, lineId: number, start: number): LinesState {
  const line = state.lines.find((each) => each.lineId === lineId);
  const from = Math.max(0, Math.round(start));
  return line ? changeLine(state, lineId, { start: from, end: Math.max(line.end, from + SHORTEST_MS) }) : state;
}

/** Moves the end of a line. Pure. */
export function moveEnd(state: LinesState, lineId: number, end: number): LinesState {
  return changeLine(state, lineId, { end: Math.round(end) });
}

/**
 * Divides a line at a place in its text, and its time in proportion. Pure.
 * @param lineId2 the id of the second half.
 */
export function splitLine(state: LinesState, lineId: number, at: number, lineId2: number): LinesState {
  const line = state.lines.find((each) => each.lineId === lineId);
  if (!line) return state;
  const [first, second] = [line.text.slice(0, at).trim(), line.text.slice(at).trim()];
  const length = line.end - line.start;
  if (first === '' || second === '' || length < 2 * SHORTEST_MS) return state;
  const share = Math.round((length * first.length) / (first.length + second.length));
  const middle = line.start + Math.min(Math.max(share, SHORTEST_MS), length - SHORTEST_MS);
  return withLines(state, [
    ...state.lines.filter((each) => each !== line),
    { ...line, end: middle, text: first },
    { lineId: lineId2, start: middle, end: line.end, text: second },
  ]);
}

/** Joins a line with the one before it. Pure. */
export function mergeLine(state: LinesState, lineId: number): LinesState {
  const index = state.lines.findIndex((each) => each.lineId === lineId);
  const [before, line] = [state.lines[index - 1], state.lines[index]];
  if (!before || !line) return state;
  const text = [before.text, line.text].filter((words) => words.trim() !== '').join(' ');
  const merged = { ...before, end: Math.max(before.end, line.end), text };
  return withLines(state, [...state.lines.filter((each) => each !== before && each !== line), merged]);
}

/** Adds an empty line. It ends where the next one begins. Pure. */
export function addLine(state: LinesState, lineId: number, at: number): LinesState {
  const start = Math.max(0, Math.round(at));
  const next = state.lines.find((line) => line.start > start)?.start ?? Infinity;
  const end = Math.max(start + SHORTEST_MS, Math.min(start + NEW_MS, next));
  return withLines(state, [...state.lines, { lineId, start, end, text: '' }]);
}

/** Removes a line. Pure. */
export function removeLine(state: LinesState, lineId: number): LinesState {
  return withLines(
    state,
    state.lines.filter((each) => each.lineId !== lineId),
  );
}

/** Moves all lines, as much as the first one can move. Pure. */
export function moveAll(state: LinesState, by: number): LinesState {
  const most = Math.max(by, -(state.lines[0]?.start ?? 0));
  if (most === 0) return state;
  return withLines(
    state,
    state.lines.map((line) => ({ ...line, start: line.start + most, end: line.end + most })),
  );
}

/** Ends a conflict with the user's line, or with the saved one. Pure. */
export function settle(state: LinesState, lineId: number, take: 'mine' | 'theirs'): LinesState {
  const { [lineId]: theirs, ...conflicts } = state.conflicts;
  if (take === 'mine' || theirs === undefined) return { ...state, conflicts };
  const others = state.lines.filter((each) => each.lineId !== lineId);
  return { ...withLines(state, theirs ? [...others, theirs] : others), conflicts };
}

/** Takes back the last step that added, removed or moved lines. Pure. */
export function undo(state: LinesState): LinesState {
  const last = state.past.at(-1);
  return last ? { ...state, lines: last, past: state.past.slice(0, -1) } : state;
}

function withLines(state: LinesState, lines: readonly EditorLine[]): LinesState {
  return { ...state, lines: lines.toSorted(inOrder), past: [...state.past, state.lines].slice(-PAST_MAX) };
}

function isSame(one: EditorLine | undefined, other: EditorLine | undefined): boolean {
  if (!one || !other) return one === other;
  return one.start === other.start && one.end === other.end && one.text === other.text;
}

function inOrder(one: EditorLine, other: EditorLine): number {
  return byTime(one, other) || one.lineId - other.lineId;
}
