import { environment } from '@/app/_lib/environment';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { embedCode, fitInto } from '@/app/_lib/media/embed-code';
import { posterSize } from '@/app/_lib/media/poster-size';
import { startQuery } from '@/app/_ui/player/position/start';
import { creatorPath, embedPath, withQuery } from '@/text/paths';
import { embeddableVideo } from '../_queries/embeddable-video';
import { absolute, absolutePoster } from '@/app/_lib/media/addresses';
import { sendText } from '../send-text';
import { readAskedVideo } from './asked-video';

const REFUSALS = {
  400: 'Send the address of a video: /oembed?url=…',
  404: 'There is no video at this address that can be embedded.',
  501: 'There is only JSON: format=json.',
};
/** Editors ask from their own pages. There is nothing here that is not public. */
const FOR_ALL = { 'Access-Control-Allow-Origin': '*' };

/** Says how a video is embedded in another site: oEmbed 1.0, https://oembed.com. */
export const oembed: Handler = async (request, response) => {
  const asked = readAskedVideo(new URL(request.url!, 'http://site').searchParams, environment.siteUrl);
  if (typeof asked === 'number') return sendError(response, asked, REFUSALS[asked], FOR_ALL);
  const video = await embeddableVideo(asked.videoId);
  // An unlisted video has signed pictures, and only who has its address may pass it on.
  if (!video) return sendError(response, 404, REFUSALS[404], FOR_ALL);
  const { videoId, name, creatorName, creatorHandle, isUnlisted } = video;
  const start = startQuery(asked.query, video.durationSeconds ?? Infinity);
  const size = fitInto(asked.box, video);
  const poster = isUnlisted ? null : absolutePoster(video);
  const posterIs = posterSize(video);
  const answer = {
    type: 'video',
    version: '1.0',
    title: name,
    author_name: creatorName,
    ...(creatorHandle !== null && { author_url: absolute(creatorPath(creatorHandle)) }),
    provider_name: 'Video Tutorials',
    provider_url: absolute('/'),
    cache_age: 3_600,
    ...(poster !== null &&
      posterIs && { thumbnail_url: poster, thumbnail_width: posterIs.width, thumbnail_height: posterIs.height }),
    html: embedCode({ src: absolute(withQuery(embedPath(videoId), start)), title: name, ...size }),
    ...size,
  };
  sendText(request, response, 'application/json; charset=utf-8', JSON.stringify(answer), FOR_ALL);
};
