import { Sparkles } from 'lucide-react';
import { environment } from '@/app/_lib/environment';
import { Card } from '@/app/_ui/base/card';
import { Progress } from '@/app/_ui/base/progress';
import { FormMessage } from '@/app/_ui/form/form-message';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import type { StudioTrack } from '@/app/studio/_queries/studio-captions';
import type { OwnTranscription } from '@/app/studio/_queries/transcription';
import { languageName } from '@/text/languages';
import { ChangeButton } from '../../change-button';
import { requestCaptions } from './actions';
import { absentWords, failureWords } from './words';

interface AutomaticCaptionsProps {
  video: CreatorsVideo;
  transcription: OwnTranscription | null;
  /** Those that are not removed. */
  tracks: readonly StudioTrack[];
}

/**
 * Captions by speech recognition: a button that asks for them, their progress, or why there are none. Nothing where the
 * video has captions in its language, or cannot be watched yet.
 */
export function AutomaticCaptions({ video, transcription, tracks }: AutomaticCaptionsProps) {
  const content = contentOf({ video, transcription, tracks });
  if (content === null) return null;
  return (
    <Card>
      <section aria-labelledby="automatic" className="grid gap-4">
        <h2 id="automatic" className="flex items-center gap-2 text-lg">
          <Sparkles aria-hidden className="size-5 text-accent" />
          Automatic captions
        </h2>
        {content}
      </section>
    </Card>
  );
}

function contentOf({ video, transcription, tracks }: AutomaticCaptionsProps) {
  const hasModel = environment.WHISPER_MODEL !== undefined;
  const { videoId, language } = video;
  const status = transcription?.status ?? null;
  if (status === 'waiting' || status === 'working') {
    return (
      <>
        <Progress
          label={status === 'waiting' ? 'Waiting to be written down' : 'Writing down what is said'}
          percent={status === 'waiting' ? null : transcription!.percent}
        />
        <p className="text-sm text-muted">
          {hasModel
            ? 'You can leave this page. The captions appear here when they are done, and captions that you add yourself come before them.'
            : 'This site has no speech recognition at the moment. The work goes on when speech recognition is back.'}
        </p>
      </>
    );
  }
  const hasAutomatic = tracks.some(({ source }) => source === 'automatic');
  const isTaken = tracks.some((track) => language === null || track.language === language);
  if (hasAutomatic) {
    return (
      <p className="max-w-prose text-muted">
        A machine wrote the captions that are marked as automatic, and it makes mistakes, most of all with names. Look
        them over: once you edit them, they are yours.
      </p>
    );
  }
  const absent = status === 'made' ? absentWords(transcription!.language, tracks) : null;
  const absentNotice = absent === null ? null : <FormMessage kind="notice">{absent}</FormMessage>;
  if (isTaken || !transcription?.hasFile) return absentNotice;
  if (!hasModel) {
    return (
      <p className="max-w-prose text-sm text-muted">
        This site doesn’t write captions by itself. Whoever runs it can turn that on: its README says how, at
        WHISPER_MODEL.
      </p>
    );
  }
  const failure = status === 'failed' ? failureWords(transcription.problem, transcription.language) : null;
  return (
    <>
      {failure ? <FormMessage kind="notice">{failure.text}</FormMessage> : absentNotice}
      <p className="max-w-prose text-muted">
        This site can write down what is said, for you to correct.{' '}
        {language === null
          ? 'It finds out the language by itself; set it in the details to be sure.'
          : `It expects ${languageName(language)}, as the details say.`}
      </p>
      {failure?.mayWorkAgain === false ? null : (
        <ChangeButton videoId={videoId} action={requestCaptions} pendingLabel="Asking…">
          {failure ? 'Try again' : 'Make automatic captions'}
        </ChangeButton>
      )}
    </>
  );
}
