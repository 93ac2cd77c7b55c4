import { decides } from '@/workers/runtime/decides';
import { reacts } from '@/workers/runtime/reacts';
import type { Component } from '@/workers/runtime/subscription';
import { videoPublishing } from './contract';
import { processUpload } from './processing';
import { videoDecider } from './video';

/** Decides what becomes of videos, and makes their files playable with ffmpeg: one file at a time on the whole site. */
export function makeVideoPublishing(): Component {
  return { name: 'video-publishing', subscriptions: [decides(videoPublishing, videoDecider), processes()] };
}

/** Follows the component's own events; what comes of the work goes to its own commands, as the work goes on. */
function processes() {
  return reacts({
    name: 'video-publishing-processing',
    category: videoPublishing.category,
    read: videoPublishing.readEvent,
    handlers: { VideoUploaded: processUpload, ProcessingRetried: processUpload },
  });
}
