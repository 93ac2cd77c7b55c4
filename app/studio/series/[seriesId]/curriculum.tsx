'use client';

import { startTransition, useLayoutEffect, useOptimistic, useRef, useState, type RefObject } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { useForm } from '@/app/_ui/form/use-form';
import { stampOf } from '@/app/_ui/page/page-context';
import type { OutlineSection } from '@/app/_lib/series/outline';
import type { CreatorsLesson } from '../_queries/creators-series';
import { AddSectionForm } from './add-section-form';
import { arrange } from './actions';
import { ARRANGEMENT } from './arrangement';
import { describeStep, titleOf } from './announcements';
import { SectionPart } from './section-part';
import { applyStep, STEP_FIELD, type Step } from './steps';
import { UndoRemoval } from './undo-removal';
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
  const [outline, show] = useOptimistic(saved, applyStep<CreatorsLesson>);
  const [announcement, announce] = useState('');
  const [removed, setRemoved] = useState<{ step: Step; title: string } | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const keepFocus = useKeptFocus(root, outline);

  /** Shows a step before it is saved. Called within the transition of the form's action. */
  const submit = (data: FormData) => {
    // From a button of this page, or from a drag on it.
    const step = data.get(STEP_FIELD);
    if (typeof step === 'string') {
      showStep(JSON.parse(step) as Step);
    }
    form.submit(data);
  };
  const showStep = (step: Step) => {
    keepFocus();
    show(step);
    // Outside of the transition, which ends when the step is saved.
    setTimeout(() => {
      setRemoved(undoOf(outline, step));
      announce(describeStep(outline, step));
    });
  };
  const drag = useDrag(root, (step) => {
    const data = new FormData();
    data.set(STAMP_FIELD, stampOf(form.page));
    data.set('seriesId', seriesId);
    data.set(STEP_FIELD, JSON.stringify(step));
    startTransition(() => submit(data));
  });
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
        />
      ))}
      <AddSectionForm seriesId={seriesId} />
      <div className="sticky bottom-[calc(var(--studio-bar,0px)+1rem)] z-20 grid gap-3 empty:hidden">
        <Form
          // In the server's HTML, the form keeps its original action.
          form={typeof window === 'undefined' ? form : { ...form, submit }}
          id={ARRANGEMENT}
          hidden={{ seriesId }}
        >
          <FormOutcome />
        </Form>
        {removed && form.state.status !== 'rejected' ? <UndoRemoval {...removed} /> : null}
      </div>
      <output className="sr-only">{announcement}</output>
    </div>
  );
}

/** Returns what undoes the removal of a lesson; null for another step. */
function undoOf(outline: Outline, step: Step): { step: Step; title: string } | null {
  if (step.do !== 'remove-lesson') return null;
  for (const { sectionId, lessons } of outline) {
    const index = lessons.findIndex(({ lessonId }) => lessonId === step.lessonId);
    const lesson = lessons[index];
    if (!lesson) continue;
    const afterLessonId = lessons[index - 1]?.lessonId ?? null;
    const undo: Step = {
      do: 'restore-lesson',
      lessonId: crypto.randomUUID(),
      videoId: lesson.videoId,
      sectionId,
      afterLessonId,
    };
    return { step: undo, title: titleOf(lesson) };
  }
  return null;
}

/**
 * Keeps the keyboard's place while rows move: a moved element loses the focus.
 * @returns a function to call before a step.
 */
function useKeptFocus(root: RefObject<HTMLElement | null>, outline: Outline): () => void {
  const left = useRef<{ id: string; outline: Outline } | null>(null);
  useLayoutEffect(() => {
    if (left.current === null || left.current.outline === outline) return;
    const { id } = left.current;
    left.current = null;
    const place = document.getElementById(id);
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: 'nearest' });
  });
  return () => {
    const { activeElement } = document;
    const isInside = activeElement?.id && root.current?.contains(activeElement);
    left.current = isInside ? { id: activeElement.id, outline } : null;
  };
}
