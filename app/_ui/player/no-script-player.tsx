import type { CaptionTrack } from '@/app/_lib/captions/track';

/**
 * The browser's own player, for a browser without JavaScript, beside the one that needs it. Plays if the browser supports
 * HLS itself.
 */
export function NoScriptPlayer({
  src,
  poster,
  captions,
}: {
  src: string;
  poster: string | null;
  captions: readonly CaptionTrack[];
}) {
  return (
    <noscript>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- those that the creator has added */}
      <video
        controls
        playsInline
        preload="metadata"
        poster={poster ?? undefined}
        className="aspect-video w-full bg-black sm:rounded-2xl"
      >
        <source src={src} type="application/vnd.apple.mpegurl" />
        {captions.map(({ trackId, src: file, language, name }) => (
          <track key={trackId} kind="captions" src={file} srcLang={language} label={name} />
        ))}
      </video>
      <p className="mt-3 px-4 text-sm text-muted sm:px-0">
        JavaScript is off. Safari and recent versions of Chrome and Edge can play this video without it; other browsers
        can’t.
      </p>
    </noscript>
  );
}
