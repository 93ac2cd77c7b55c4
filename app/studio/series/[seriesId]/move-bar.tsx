'use client';

import { Button } from '@/app/_ui/base/button';
import { classNames } from '@/app/_ui/base/class-names';
import { Field } from '@/app/_ui/form/field';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import type { FieldOptions } from '@/app/_ui/form/select';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { nameOfSection, titleOf } from './announcements';
import type { Outline } from './curriculum';
import { MOVE_TICKED, placeOf, PLACE_FIELD, STEP_FIELD } from './steps';

interface MoveBarProps {
  outline: Outline;
  /** How many lessons are ticked. With none, the bar is there only without scripts, which cannot count. */
  count: number;
  clear: () => void;
}

/** What moves the ticked lessons together: the fields of a form. */
export function MoveBar({ outline, count, clear }: MoveBarProps) {
  return (
    <div
      className={classNames(
        'gap-3 rounded-xl border border-line-strong/60 bg-surface p-4 shadow-floating',
        count === 0 ? 'hidden [@media(scripting:none)]:grid' : 'grid',
      )}
    >
      <FormOutcome />
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <Field
          name={PLACE_FIELD}
          required
          label={count === 0 ? 'Move the ticked lessons' : count === 1 ? 'Move one lesson' : `Move ${count} lessons`}
          options={placesIn(outline)}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton name={STEP_FIELD} value={MOVE_TICKED} pendingLabel="Moving…">
            Move
          </SubmitButton>
          <Button variant="ghost" onClick={clear} className="[@media(scripting:none)]:hidden">
            Untick all
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The places to which lessons can be moved, by section. */
function placesIn(outline: Outline): FieldOptions {
  const numbers = new Map(outline.flatMap(({ lessons }) => lessons).map(({ lessonId }, at) => [lessonId, at + 1]));
  const places = outline.flatMap(({ sectionId, lessons }) => {
    const group = nameOfSection(outline, sectionId);
    return [
      { value: placeOf(sectionId, null), label: 'At the beginning', group },
      ...lessons.map((lesson) => ({
        value: placeOf(sectionId, lesson.lessonId),
        label: `After ${numbers.get(lesson.lessonId)}. ${titleOf(lesson)}`,
        group,
      })),
    ];
  });
  return [{ value: '', label: 'Choose a place' }, ...places];
}
