import { eventsOf, type Aggregator } from '@message-db/runtime';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { audience } from './audience';

interface Row {
  views: number;
  seconds: number;
  lastViewer: string;
}

/** A row for each video: the number of views, the total seconds, and the last viewer. */
export const TABLE = `CREATE TABLE bench_views (
  video_id    uuid   PRIMARY KEY,
  views       bigint NOT NULL,
  seconds     bigint NOT NULL,
  last_viewer text   NOT NULL
)`;

/**
 * The aggregator of the benchmarks, with one statement a batch.
 * @param version a higher version causes a rebuild.
 */
export function views(version: number): Aggregator {
  return {
    name: 'bench-views',
    version,
    tables: { bench_views: TABLE },
    rules: { bench_views: FOR_ALL },
    projections: [
      eventsOf(
        audience,
        (events) => {
          const rows = new Map<string, Row>();
          for (const event of events) {
            if (event.type !== 'Watched') continue;
            const { videoId, seconds, viewer } = event.data;
            const row = rows.get(videoId);
            if (row) {
              row.views += 1;
              row.seconds += seconds;
              row.lastViewer = viewer;
            } else rows.set(videoId, { views: 1, seconds, lastViewer: viewer });
          }
          if (rows.size === 0) return [];
          const values = [...rows.values()];
          return [
            {
              text: `INSERT INTO bench_views AS existing (video_id, views, seconds, last_viewer)
                SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[])
                ON CONFLICT (video_id) DO UPDATE SET views = existing.views + excluded.views,
                  seconds = existing.seconds + excluded.seconds, last_viewer = excluded.last_viewer`,
              values: [
                [...rows.keys()],
                values.map((row) => row.views),
                values.map((row) => row.seconds),
                values.map((row) => row.lastViewer),
              ],
            },
          ];
        },
        (events) => events.map((event) => topicOf(event.data.videoId)),
      ),
    ],
  };
}

/** Returns the topic that is announced when the row of a video changes. */
export function topicOf(videoId: string): string {
  return `audience:${videoId}`;
}
