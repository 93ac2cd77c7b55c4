/** The channel for trace ids of awaited commands and events whose outcome or projection was just committed. */
export const TRACES_CHANNEL = 'traces';

/** The channel for topics, such as `video:<id>`, whose pages have changed. The site's projections choose the topics. */
export const TOPICS_CHANNEL = 'topics';

/**
 * The topic of all pages: it is not known which of them have changed. Announced when a consumer begins to read into
 * tables that pages show, because an earlier process may have died between a commit and its announcement; after events
 * that are too old for topics of their own; after a swap or repair of tables; and after a failed announcement.
 * Programs that keep finished pages drop all of them. Open pages do not render again.
 */
export const ALL_TOPICS = '*';

/** Notifies all processes to rebalance: a process has started or ended, or a consumer was repartitioned. */
export const PARTITIONS_CHANNEL = 'partitions';

/** The channel for consumers whose jobs can be claimed, or can be claimed by others now. */
export const JOBS_CHANNEL = 'jobs';
