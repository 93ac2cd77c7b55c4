import type { analytics } from './analytics/aggregator';
import type { captions } from './captions/aggregator';
import type { channels } from './channels/aggregator';
import type { collaborators } from './collaborators/aggregator';
import type { creatorsVideos } from './creators-videos/aggregator';
import type { homePage } from './home-page/aggregator';
import type { importPage } from './import-page/aggregator';
import type { moderationCases } from './moderation-cases/aggregator';
import type { operations } from './operations/aggregator';
import type { search } from './search/aggregator';
import type { seriesPages } from './series-pages/aggregator';
import type { ViewsOf } from './table';
import type { userCredentials } from './user-credentials/aggregator';
import type { watchPage } from './videos/aggregator';

export { HUNDREDTHS, QUARTER_MS, QUARTERS, type Grain } from './analytics/shapes';
export { isTopic, type Topic } from './topics';

/** Every view that pages may read, with its columns from the table definitions of the aggregators. */
export type Views = ViewsOf<typeof analytics> &
  ViewsOf<typeof captions> &
  ViewsOf<typeof channels> &
  ViewsOf<typeof collaborators> &
  ViewsOf<typeof creatorsVideos> &
  ViewsOf<typeof homePage> &
  ViewsOf<typeof importPage> &
  ViewsOf<typeof moderationCases> &
  ViewsOf<typeof operations> &
  ViewsOf<typeof search> &
  ViewsOf<typeof seriesPages> &
  ViewsOf<typeof userCredentials> &
  ViewsOf<typeof watchPage>;
