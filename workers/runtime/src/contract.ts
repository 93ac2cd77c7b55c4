/** What an application agrees on with its workers, beside the messages themselves. Loads none of their code. */
export { TOPICS_CHANNEL, TRACES_CHANNEL } from './base/channels';
export { traceparentOf } from './base/traceparent';
export { isRejection, type OutcomeEvent, type Rejection } from './outcomes/rejection';
