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
 * Captions by speech recognition: a button to request them, their progress, or why there are none. Nothing if the video
 * has captions in its language, or cannot be watched yet.
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
          label={status === 'waiting' ? 'Waiting to be transcribed' : 'Transcribing'}
          percent={status === 'waiting' ? null : transcription!.percent}
        />
        <p className="text-sm text-muted">
          {hasModel
            ? 'You can leave this page. The captions will appear here when they are ready. If you add captions yourself meanwhile, yours are kept.'
            : 'Speech recognition is turned off on this site at the moment. The work will continue when it is back.'}
        </p>
      </>
    );
  }
  const hasAutomatic = tracks.some(({ source }) => source === 'automatic');
  const isTaken = tracks.some((track) => language === null || track.language === language);
  if (hasAutomatic) {
    return (
      <p className="max-w-prose text-muted">
        Captions marked as automatic were written by speech recognition, which makes mistakes, especially with names.
        Check them: once you edit them, they count as yours.
      </p>
    );
  }
  const absent = status === 'made' ? absentWords(transcription!.language, tracks) : null;
  const absentNotice = absent === null ? null : <FormMessage kind="notice">{absent}</FormMessage>;
  if (isTaken || !transcription?.hasFile) return absentNotice;
  if (!hasModel) {
    return <p className="max-w-prose text-sm text-muted">Automatic captions aren’t set up on this site.</p>;
  }
  const failure = status === 'failed' ? failureWords(transcription.problem, transcription.language) : null;
  return (
    <>
      {failure ? <FormMessage kind="notice">{failure.text}</FormMessage> : absentNotice}
      <p className="max-w-prose text-muted">
        This site can transcribe the video, for you to correct.{' '}
        {language === null
          ? 'It detects the language. To be sure, set the language in the details.'
          : `It expects ${languageName(language)}, as set in the details.`}
      </p>
      {failure?.mayWorkAgain === false ? null : (
        <ChangeButton videoId={videoId} action={requestCaptions} pendingLabel="Requesting…">
          {failure ? 'Try again' : 'Make automatic captions'}
        </ChangeButton>
      )}
    </>
  );
}
