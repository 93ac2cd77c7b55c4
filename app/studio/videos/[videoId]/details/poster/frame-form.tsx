'use client';

import { Camera, Check } from 'lucide-react';
import { useRef, useState, type MouseEvent } from 'react';
import { classNames } from '@/app/_ui/base/class-names';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { choosePoster } from './actions';

interface FrameFormProps {
  videoId: string;
  /** The file that the page shows. */
  uploadId: string;
  proposals: readonly { seconds: number; url: string; label: string; isCurrent: boolean }[];
  /** Whether the poster is the creator's own choice. */
  isChosen: boolean;
}

/** Pictures of the film to choose from: three proposals, and the one at which the player beside stands. */
export function FrameForm({ videoId, uploadId, proposals, isChosen }: FrameFormProps) {
  const form = useForm(choosePoster);
  const frame = useRef<HTMLButtonElement>(null);
  const [asksToPlay, setAsksToPlay] = useState(false);
  const takeFrame = (event: MouseEvent) => {
    const time = playerTime();
    setAsksToPlay(time === null);
    if (time === null) event.preventDefault();
    else frame.current!.value = time.toFixed(3);
  };
  return (
    <Form form={form} hidden={{ videoId, uploadId }} className="grid gap-4">
      {proposals.length > 0 ? (
        <fieldset className="grid grid-cols-3 gap-2.5">
          <legend className="sr-only">Proposals</legend>
          {proposals.map(({ seconds, url, label, isCurrent }) => (
            <button
              key={seconds}
              type="submit"
              name="frame"
              value={seconds}
              aria-label={label}
              aria-pressed={isCurrent}
              className={classNames(
                'relative grid aspect-video min-h-11 place-items-center overflow-hidden rounded-lg bg-sunken ring-1 ring-line transition-shadow duration-150',
                'hover:ring-2 hover:ring-line-strong aria-pressed:ring-3 aria-pressed:ring-accent',
              )}
            >
              {/* oxlint-disable-next-line nextjs/no-img-element -- only its owner may see it, so no optimiser could cache it */}
              <img src={url} alt="" width={384} height={216} loading="lazy" className="size-full object-cover" />
              {isCurrent ? (
                <span className="absolute top-1.5 right-1.5 rounded-full bg-accent p-1 text-on-accent">
                  <Check aria-hidden className="size-3.5" />
                </span>
              ) : null}
            </button>
          ))}
        </fieldset>
      ) : null}
      {asksToPlay ? (
        <FormMessage kind="notice">
          Play the video on this page, pause at the picture that you want, and then use that frame.
        </FormMessage>
      ) : null}
      <FormOutcome />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2.5">
        <SubmitButton
          ref={frame}
          name="frame"
          variant="secondary"
          pendingLabel="Just a moment…"
          onClick={takeFrame}
          className="noscript:hidden"
        >
          <Camera aria-hidden />
          Use this frame
        </SubmitButton>
        {isChosen ? (
          <SubmitButton name="frame" value="site" variant="ghost" pendingLabel="Just a moment…">
            Let the site choose
          </SubmitButton>
        ) : null}
      </div>
    </Form>
  );
}

/** Returns where the player of the page stands, in seconds; null before anybody has played. */
function playerTime(): number | null {
  const media = document.querySelector<HTMLMediaElement>('.player hls-video');
  return media && media.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? media.currentTime : null;
}
