import 'server-only';
import { creatorsVideo } from '../_queries/creators-video';
import { creatorsSeriesRow } from '../series/_queries/creators-series';
import type { Subject } from '../_queries/collaborators';

/** Returns the title of a user's own video or series, and an empty one for their channel. Null if it is not theirs. */
export async function titleOfOwn(userId: string, { kind, id }: Subject): Promise<string | null> {
  switch (kind) {
    case 'video': {
      const video = await creatorsVideo(userId, id);
      return video?.ownerId === userId ? video.name : null;
    }
    case 'series': {
      const series = await creatorsSeriesRow(userId, id);
      return series?.ownerId === userId ? series.title : null;
    }
    case 'channel':
      return id === userId ? '' : null;
  }
}
