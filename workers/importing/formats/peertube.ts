import { z } from 'zod';
import { LICENCES } from '@/text/licences';
import type { Problem } from '../contract';
import {
  addProblem,
  filesByPath,
  NO_METADATA,
  type Contents,
  type Findings,
  type SourceMetadata,
  type CaptionFile,
  parseJson,
} from './metadata';

/** The part of a PeerTube account's export that is imported. */
const schema = z.object({
  videos: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      publishedAt: z.string().nullish(),
      originallyPublishedAt: z.string().nullish(),
      category: z.number().nullish(),
      licence: z.number().nullish(),
      language: z.string().nullish(),
      tags: z.array(z.string()).nullish(),
      description: z.string().nullish(),
      chapters: z.array(z.object({ timecode: z.number(), title: z.string() })).nullish(),
      archiveFiles: z.object({
        videoFile: z.string().nullish(),
        captions: z.record(z.string(), z.string()).nullish(),
      }),
    }),
  ),
});

/** The numbers of PeerTube's licences, from 1. */
const PEERTUBE_LICENCES: readonly (typeof LICENCES)[number][] = [
  ...(['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-NC-ND-4.0'] as const),
  'CC0-1.0',
];
/** The numbers of PeerTube's categories that mean the same as one of this site. */
const PEERTUBE_CATEGORIES: Readonly<Record<number, string>> = { 1: 'music', 7: 'games', 18: 'cooking' };

/** Reads exports of PeerTube accounts: `peertube/videos.json`, and the files that it names. Pure. */
export function readPeerTube({ files, textOf }: Contents): Findings {
  const videos: SourceMetadata[] = [];
  const problems: Problem[] = [];
  const findBeside = filesByPath(files);
  for (const list of files) {
    if (!/(^|\/)peertube\/videos\.json$/.test(list.path)) continue;
    const read = schema.safeParse(parseJson(textOf(list)));
    if (!read.success) {
      addProblem(problems, { kind: 'unreadable-list', name: list.path });
      continue;
    }
    const find = (path: string) => findBeside(list, path);
    for (const { uuid, name, archiveFiles, ...video } of read.data.videos) {
      const file = archiveFiles.videoFile ? find(archiveFiles.videoFile) : undefined;
      if (!file) {
        addProblem(problems, { kind: 'video-missing', name });
        continue;
      }
      const named = Object.entries(archiveFiles.captions ?? {});
      const captions = named.flatMap(([language, path]): CaptionFile[] => {
        const found = find(path);
        return found ? [{ file: found, language }] : [];
      });
      videos.push({
        ...NO_METADATA,
        file,
        origin: `peertube ${uuid}`,
        title: name,
        description: video.description ?? null,
        tags: video.tags ?? [],
        language: video.language ?? null,
        category: PEERTUBE_CATEGORIES[video.category ?? 0] ?? null,
        licence: PEERTUBE_LICENCES[(video.licence ?? 0) - 1] ?? null,
        published: video.originallyPublishedAt ?? video.publishedAt ?? null,
        chapters: (video.chapters ?? []).map(({ timecode, title }) => ({ startSeconds: timecode, title })),
        captions,
        missesCaptions: captions.length < named.length,
      });
    }
  }
  return { videos, problems };
}
