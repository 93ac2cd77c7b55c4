/** The channel for trace ids of awaited commands and events whose outcome or projection was just committed. */
export const TRACES_CHANNEL = 'traces';

/** The channel for topics, such as `video:<id>`, whose pages have changed. The site's projections choose the topics. */
export const TOPICS_CHANNEL = 'topics';

/** Notifies all processes to rebalance: a process has started or ended, or a consumer was repartitioned. */
export const PARTITIONS_CHANNEL = 'partitions';
