'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { formatDuration } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { StatusBadge } from '@/app/studio/status-badge';
import type { Candidate } from '../../_queries/candidates';
import { addLessons } from '../actions';

interface AddFormProps {
  seriesId: string;
  sectionId: string;
  videos: readonly Candidate[];
}

/** The videos to choose from, each with a box, and the button that adds the chosen ones. */
export function AddForm({ seriesId, sectionId, videos }: AddFormProps) {
  const form = useForm(addLessons);
  const [count, setCount] = useState(0);
  return (
    <Form
      form={form}
      hidden={{ seriesId, sectionId }}
      onInput={({ currentTarget }) => setCount(new FormData(currentTarget).getAll('videoId').length)}
      onReset={() => setCount(0)}
    >
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {videos.map((video) => (
          <CandidateRow key={video.videoId} video={video} />
        ))}
      </ul>
      <div className="sticky bottom-[var(--studio-bar,0px)] z-20 mt-4 grid gap-3 bg-canvas py-3">
        <FormOutcome />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pendingLabel="Adding…">
            {count === 0 ? 'Add chosen videos' : `Add ${count} ${count === 1 ? 'video' : 'videos'}`}
          </SubmitButton>
          <ButtonLink variant="ghost" href={`/studio/series/${seriesId}`}>
            Done
          </ButtonLink>
          <output className="text-sm font-medium text-accent">
            {form.state.status === 'done' && form.state.refusal === null && count === 0 ? 'Added' : null}
          </output>
        </div>
      </div>
    </Form>
  );
}

function CandidateRow({ video }: { video: Candidate }) {
  const { videoId, name, posterId, posterWidths, durationSeconds, lessonId } = video;
  const isThere = lessonId !== null;
  return (
    <li>
      <label className="grid cursor-pointer grid-cols-[1.5rem_5.5rem_minmax(0,1fr)] items-center gap-x-3 px-3 py-2.5 has-checked:bg-accent-soft has-disabled:cursor-default sm:grid-cols-[1.5rem_7rem_minmax(0,1fr)] sm:px-4">
        {isThere ? (
          <Check className="size-5 text-accent" aria-hidden />
        ) : (
          <input type="checkbox" name="videoId" value={videoId} className="size-5" />
        )}
        <span className="aspect-video overflow-hidden rounded-lg bg-sunken ring-1 ring-line ring-inset">
          {posterId !== null ? (
            <PosterImage
              video={{ videoId, posterId, posterWidths }}
              sizes="7rem"
              loading="lazy"
              className="size-full object-cover"
            />
          ) : null}
        </span>
        <span className="min-w-0">
          <span dir="auto" className="line-clamp-2 text-left leading-snug font-medium wrap-anywhere">
            {name}
          </span>
          <span className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-muted">
            {isThere ? <Badge tone="accent">In this series</Badge> : <StatusBadge video={video} />}
            {durationSeconds === null ? null : <span className="tabular-nums">{formatDuration(durationSeconds)}</span>}
          </span>
        </span>
      </label>
    </li>
  );
}
