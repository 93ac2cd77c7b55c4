import { VIEWER } from '@/workers/aggregators/rules';

/** What a creator has in the studio, drafts and figures, is theirs alone. */
export const rules = {
  creators_videos: `owner_id = ${VIEWER}`,
  creators_videos_views_by_day: 'video_id IN (SELECT video_id FROM view.creators_videos)',
};
