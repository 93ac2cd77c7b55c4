/** Carries the trace id of each awaited command or event whose outcome or projection was just committed. */
export const TRACES_CHANNEL = 'traces';

/** Carries topics, such as `video:<id>`: what pages show of them has changed. The projections of a site choose its topics. */
export const TOPICS_CHANNEL = 'topics';

/** Reports that a process came or went, or that a consumer was repartitioned: all processes look at once who reads what. */
export const PARTITIONS_CHANNEL = 'partitions';
