import { ChevronLeft, ChevronRight } from 'lucide-react';
import { watchPath } from '@/text/paths';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import type { OpenLesson, PublicSeries } from '../series/_queries/public-series';
import { lessonsBeside } from './neighbours';

/** The previous and the next lesson, right below the player. */
export function LessonSteps({ series: { seriesId, lessons }, videoId }: { series: PublicSeries; videoId: string }) {
  const { previous, next } = lessonsBeside(videoId, lessons);
  if (!previous && !next) return null;
  return (
    <nav aria-label="Lessons" className="grid grid-cols-2 gap-3 print:hidden">
      {previous ? <Step lesson={previous} seriesId={seriesId} label="Previous" /> : <span />}
      {next ? <Step lesson={next} seriesId={seriesId} label="Next" isNext /> : null}
    </nav>
  );
}

interface StepProps {
  lesson: OpenLesson;
  seriesId: string;
  label: string;
  isNext?: boolean;
}

function Step({ lesson, seriesId, label, isNext = false }: StepProps) {
  const Icon = isNext ? ChevronRight : ChevronLeft;
  return (
    <NearLink
      href={watchPath(lesson, { series: seriesId })}
      rel={isNext ? 'next' : 'prev'}
      className={`flex min-h-14 min-w-0 items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2 transition-colors hover:border-line-strong hover:bg-sunken ${isNext ? 'flex-row-reverse text-right' : ''}`}
    >
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block text-xs font-medium text-muted">
          {label}
          <span className="sr-only"> lesson: </span>
        </span>
        <bdi className="line-clamp-2 text-sm leading-snug font-medium wrap-anywhere sm:line-clamp-1">{lesson.name}</bdi>
      </span>
      <LinkPending />
    </NearLink>
  );
}
