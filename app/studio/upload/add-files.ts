import { fileKey, pickVideos, type PickedFile } from './pick-files';
import { addUploads, listedUploads } from './upload-list';
import { createUpload } from './upload-machine';
import { isUnderWay, type UploadTask } from './upload-state';

/** What became of files that a person chose. */
export interface Added {
  /** The keys of the uploads that were added to the list. */
  ids: string[];
  /** Why others were not, in sentences. */
  refusals: string[];
}

/**
 * Adds files to the uploads of this tab, in the order of their paths.
 * @param task if it names a video, only the first file is taken.
 */
export function addFiles(files: readonly PickedFile[], task: UploadTask): Added {
  const { videos, refusals } = pickVideos(files, task.maxBytes);
  const underWay = new Set(listedUploads().flatMap(({ id, state }) => (isUnderWay(state) ? [id] : [])));
  const fresh = new Map<string, File>();
  for (const file of task.videoId === null ? videos : videos.slice(0, 1)) {
    const id = fileKey(file, task.videoId);
    if (underWay.has(id)) refusals.push(`“${file.name}” is being uploaded already.`);
    else fresh.set(id, file);
  }
  addUploads([...fresh].map(([id, file]) => ({ id, machine: createUpload(file, task) })));
  return { ids: [...fresh.keys()], refusals };
}
