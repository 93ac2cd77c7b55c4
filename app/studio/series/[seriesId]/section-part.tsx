'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { classNames } from '@/app/_ui/base/class-names';
import { nameOfSection } from './announcements';
import type { Outline, Section, Ticks } from './curriculum';
import { DragHandle } from './drag-handle';
import { DROP_BEFORE_SECTIONS, DROP_BEHIND_LESSON, DROP_BEHIND_SECTION } from './drop-marks';
import { LessonRow } from './lesson-row';
import { RenameSectionForm } from './rename-section-form';
import { StepButton } from './step-button';
import { nudgeSection } from './steps';
import type { useDrag } from './use-drag';

interface SectionPartProps {
  seriesId: string;
  section: Section;
  outline: Outline;
  /** The number of its first lesson. */
  first: number;
  drag: ReturnType<typeof useDrag>;
  ticks: Ticks;
}

/** A section of the curriculum with its lessons. */
export function SectionPart({ seriesId, section, outline, first, drag, ticks }: SectionPartProps) {
  const { sectionId, title, lessons } = section;
  const name = nameOfSection(outline, sectionId);
  const isDragged = drag.dragged?.kind === 'section' && drag.dragged.id === sectionId;
  const isOnly = outline.length === 1;
  return (
    <section
      data-section={sectionId}
      aria-labelledby={`section-${sectionId}`}
      className={classNames(
        'relative rounded-2xl border border-line bg-surface',
        isDragged && 'z-30 opacity-90 shadow-floating',
        drag.dragged?.kind === 'section' && drag.isTarget(sectionId, sectionId) && DROP_BEHIND_SECTION,
        outline[0] === section && drag.dragged?.kind === 'section' && drag.isTarget('', null) && DROP_BEFORE_SECTIONS,
      )}
    >
      <div
        data-slot
        data-section={sectionId}
        className={classNames(
          'relative flex flex-wrap items-center gap-x-1 gap-y-2 border-b border-line py-2 pr-2 pl-1 sm:pr-3',
          drag.dragged?.kind === 'lesson' && drag.isTarget(sectionId, null) && DROP_BEHIND_LESSON,
        )}
      >
        {isOnly ? null : (
          <DragHandle onPointerDown={(event) => drag.start(event, { kind: 'section', id: sectionId })} />
        )}
        <h3
          id={`section-${sectionId}`}
          dir="auto"
          className={classNames(
            'min-w-0 flex-1 basis-40 text-left font-semibold wrap-anywhere',
            isOnly && 'pl-3',
            title === '' && 'text-muted',
          )}
        >
          {name}
        </h3>
        <div className="flex flex-wrap items-center">
          <RenameSectionForm seriesId={seriesId} sectionId={sectionId} title={title} name={name} />
          {isOnly ? null : (
            <>
              <StepButton
                id={`${sectionId}-up`}
                step={nudgeSection(outline, sectionId, 'up')}
                label={`Move section “${name}” up`}
              >
                <ArrowUp aria-hidden />
              </StepButton>
              <StepButton
                id={`${sectionId}-down`}
                step={nudgeSection(outline, sectionId, 'down')}
                label={`Move section “${name}” down`}
              >
                <ArrowDown aria-hidden />
              </StepButton>
              <StepButton
                step={{ do: 'remove-section', sectionId }}
                label={
                  lessons.length > 0 ? `Remove section “${name}” and keep its lessons` : `Remove section “${name}”`
                }
              >
                <Trash2 aria-hidden />
              </StepButton>
            </>
          )}
        </div>
      </div>
      {lessons.length === 0 ? (
        <p className="px-4 pt-4 text-sm text-muted">No lessons in this section yet.</p>
      ) : (
        <ol className="divide-y divide-line" start={first}>
          {lessons.map((lesson, index) => (
            <LessonRow
              key={lesson.lessonId}
              seriesId={seriesId}
              lesson={lesson}
              number={first + index}
              outline={outline}
              drag={drag}
              ticks={ticks}
            />
          ))}
        </ol>
      )}
      <div className="p-3">
        <ButtonLink
          href={`/studio/series/${seriesId}/add?section=${sectionId}`}
          variant={lessons.length === 0 ? 'secondary' : 'ghost'}
          size="small"
          aria-label={`Add lessons to “${name}”`}
        >
          <Plus aria-hidden /> Add lessons
        </ButtonLink>
      </div>
    </section>
  );
}
