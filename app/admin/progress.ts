import { videoPublishing } from '@/workers/video-publishing/contract';

const { RecordProgress } = videoPublishing.commands;
const { ProcessingProgressed } = videoPublishing.events;

/** Messages that only report how far a file is. One file has up to a hundred, so pages leave them out or fold them. */
export const PROGRESS: readonly string[] = [RecordProgress.type, ProcessingProgressed.type];
