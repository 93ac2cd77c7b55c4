/**
 * The agreements between an application and its workers, beside the messages themselves. Loads none of the workers'
 * code.
 */
export { passFence } from './base/announcement-fence';
export { ALL_TOPICS, TOPICS_CHANNEL, TRACES_CHANNEL } from './base/channels';
export { traceparentOf } from './base/traceparent';
export { isRejection, type OutcomeEvent, type Rejection } from './outcomes/rejection';
