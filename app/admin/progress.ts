import { videoPublishing } from '@/workers/video-publishing/contract';

const { RecordProgress } = videoPublishing.commands;
const { ProcessingProgressed } = videoPublishing.events;

/**
 * Messages that only report the progress of a file. One file has up to a hundred, so pages leave them out or fold them.
 */
export const PROGRESS: readonly string[] = [RecordProgress.type, ProcessingProgressed.type];
