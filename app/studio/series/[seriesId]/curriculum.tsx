'use client';

import {
  startTransition,
  useEffect,
  useLayoutEffect,
  useOptimistic,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { STAMP_FIELD, type FormState } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { useForm, type FormHandle } from '@/app/_ui/form/use-form';
import { stampOf } from '@/app/_ui/page/page-context';
import type { OutlineSection } from '@/app/_lib/series/outline';
import type { CreatorsLesson } from '../_queries/creators-series';
import { AddSectionForm } from './add-section-form';
import { arrange } from './actions';
import { ARRANGEMENT, MOVING, tickId } from './arrangement';
import { describeStep, titleOf } from './announcements';
import { MoveBar } from './move-bar';
import { SectionPart } from './section-part';
import { applyStep, backOf, stepIn, STEP_FIELD, TICK_FIELD, type Step } from './steps';
import { UndoStep } from './undo-step';
import { useDrag } from './use-drag';

export type Outline = readonly OutlineSection<CreatorsLesson>[];
export type Section = OutlineSection<CreatorsLesson>;

interface CurriculumProps {
  seriesId: string;
  outline: Outline;
}

/**
 * The sections and lessons of a series, in the order that the creator gives them: by dragging, by buttons, and without
 * scripts by the same buttons. A step shows at once, and the page follows when it is saved.
 */
export function Curriculum({ seriesId, outline: saved }: CurriculumProps) {
  const form = useForm(arrange);
  const moving = useForm(arrange);
  const [outline, show] = useOptimistic(saved, applyStep<CreatorsLesson>);
  const [announcement, announce] = useState('');
  const [undo, setUndo] = useState<Undo | null>(null);
  const [isUndoOfMove, setUndoOfMove] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const ticks = useTicks(root, moving.state, outline);
  const keepFocus = useKeptFocus(root, outline);

  /** Shows a step before it is saved. Called within the transition of a form's action. */
  const submitTo = (by: FormHandle) => (data: FormData) => {
    // From a button of this page, or from a drag on it.
    const step = stepIn(data) as Step | null;
    if (step) showStep(step, by === moving);
    by.submit(data);
  };
  const showStep = (step: Step, isMove: boolean) => {
    keepFocus(step.do === 'move-lessons' ? tickId(step.lessonIds[0] ?? '') : null);
    show(step);
    // Outside of the transition, which ends when the step is saved.
    setTimeout(() => {
      setUndo(undoOf(outline, step));
      setUndoOfMove(isMove);
      announce(describeStep(outline, step));
    });
  };
  const drag = useDrag(root, (dropped) => {
    const step = withTicked(dropped, ticks.ticked);
    const data = new FormData();
    data.set(STAMP_FIELD, stampOf(form.page));
    data.set('seriesId', seriesId);
    data.set(STEP_FIELD, JSON.stringify(step));
    startTransition(() => submitTo(step.do === 'move-lessons' ? moving : form)(data));
  });
  // In the server's HTML, a form keeps its original action.
  const shown = (each: FormHandle) => (typeof window === 'undefined' ? each : { ...each, submit: submitTo(each) });
  return (
    <div ref={root} className="grid gap-4">
      {outline.map((section, index) => (
        <SectionPart
          key={section.sectionId}
          seriesId={seriesId}
          section={section}
          outline={outline}
          // The number of the first lesson of the section.
          first={outline.slice(0, index).reduce((sum, { lessons }) => sum + lessons.length, 1)}
          drag={drag}
          ticks={ticks}
        />
      ))}
      <AddSectionForm seriesId={seriesId} />
      <div className="sticky bottom-[calc(var(--studio-bar,0px)+1rem)] z-20 grid gap-3 empty:hidden [@media(scripting:none)]:static">
        <Form form={shown(form)} id={ARRANGEMENT} hidden={{ seriesId }}>
          <FormOutcome />
        </Form>
        {undo && isSaved((isUndoOfMove ? moving : form).state) ? (
          <UndoStep step={undo.step}>{undo.words}</UndoStep>
        ) : null}
        {/* A reset would take the ticks away also when the move was refused. */}
        <Form form={shown(moving)} id={MOVING} hidden={{ seriesId }} onReset={(event) => event.preventDefault()}>
          <MoveBar key={ticks.round} outline={outline} count={ticks.ticked.length} clear={ticks.clear} />
        </Form>
      </div>
      <output className="sr-only">{announcement}</output>
    </div>
  );
}

/** Nothing went wrong with what was sent last. It may still wait. */
function isSaved({ status, refusal }: FormState): boolean {
  return status !== 'rejected' && refusal === null;
}

export interface Ticks {
  /** The ids of the ticked lessons that there are, in their order. */
  readonly ticked: readonly string[];
  readonly tick: (lessonId: string, isTicked: boolean) => void;
}

/** The ticked lessons. They stay until they are moved. */
function useTicks(root: RefObject<HTMLElement | null>, state: FormState, outline: Outline) {
  const [all, setAll] = useState<readonly string[]>([]);
  const [{ seen, round }, next] = useState({ seen: state, round: 0 });
  if (seen !== state) {
    const isMoved = state.status === 'done' && state.refusal === null;
    next({ seen: state, round: isMoved ? round + 1 : round });
    if (isMoved) setAll([]);
  }
  useEffect(() => {
    // What was ticked before the scripts came.
    const frame = requestAnimationFrame(() => {
      const boxes = root.current?.querySelectorAll<HTMLInputElement>(`input[name=${TICK_FIELD}]:checked`) ?? [];
      if (boxes.length > 0) setAll([...boxes].map(({ value }) => value));
    });
    return () => cancelAnimationFrame(frame);
  }, [root]);
  const ticked = outline
    .flatMap(({ lessons }) => lessons)
    .flatMap(({ lessonId }) => (all.includes(lessonId) ? [lessonId] : []));
  return {
    ticked,
    /** Counts the moves. */
    round,
    tick: (lessonId: string, isTicked: boolean) =>
      setAll((before) => [...before.filter((each) => each !== lessonId), ...(isTicked ? [lessonId] : [])]),
    clear: () => {
      // The button goes away.
      document.getElementById(tickId(ticked[0] ?? ''))?.focus();
      setAll([]);
    },
  };
}

/** Dragging one of several ticked lessons moves them all. */
function withTicked(step: Step, ticked: readonly string[]): Step {
  if (step.do !== 'move-lesson' || ticked.length < 2 || !ticked.includes(step.lessonId)) return step;
  const { sectionId, afterLessonId } = step;
  return { do: 'move-lessons', lessonIds: [...ticked], sectionId, afterLessonId };
}

interface Undo {
  readonly step: Step;
  /** What was done. */
  readonly words: ReactNode;
}

/** Returns what undoes a step; null for one that its own buttons undo. */
function undoOf(outline: Outline, step: Step): Undo | null {
  if (step.do === 'move-lessons') {
    const back = applyStep(outline, step) === outline ? null : backOf(outline, step.lessonIds);
    const words = step.lessonIds.length === 1 ? 'Moved one lesson.' : `Moved ${step.lessonIds.length} lessons.`;
    return back && { step: back, words };
  }
  if (step.do !== 'remove-lesson') return null;
  for (const { sectionId, lessons } of outline) {
    const index = lessons.findIndex(({ lessonId }) => lessonId === step.lessonId);
    const lesson = lessons[index];
    if (!lesson) continue;
    const afterLessonId = lessons[index - 1]?.lessonId ?? null;
    const restore: Step = {
      do: 'restore-lesson',
      lessonId: crypto.randomUUID(),
      videoId: lesson.videoId,
      sectionId,
      afterLessonId,
    };
    const words = (
      <>
        Removed “<bdi className="wrap-anywhere">{titleOf(lesson)}</bdi>”. The video stays.
      </>
    );
    return { step: restore, words };
  }
  return null;
}

/**
 * Keeps the keyboard's place while rows move: a moved element loses the focus.
 * @returns a function to call before a step, with the id of the element to go to if what has the focus goes away.
 */
function useKeptFocus(root: RefObject<HTMLElement | null>, outline: Outline): (goTo: string | null) => void {
  const left = useRef<{ id: string; outline: Outline } | null>(null);
  useLayoutEffect(() => {
    if (left.current === null || left.current.outline === outline) return;
    const { id } = left.current;
    left.current = null;
    const place = document.getElementById(id);
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: 'nearest' });
  });
  return (goTo) => {
    const { activeElement } = document;
    const isInside = root.current?.contains(activeElement);
    const id = goTo ?? activeElement?.id;
    left.current = isInside && id ? { id, outline } : null;
  };
}
