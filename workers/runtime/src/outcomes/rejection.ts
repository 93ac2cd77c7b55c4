/** An event as `runtime.outcome` keeps it. Only a rejection's data is kept: what a person did wrong is for them to see. */
export interface OutcomeEvent {
  id: string;
  type: string;
  data?: Rejection;
}

/** The data that each event whose type ends with `Rejected` begins with. */
export interface Rejection {
  /** A word for the reason, such as `address-taken`. The application has the sentence for it. */
  reason: string;
  /** The field of the command that the reason is about. */
  field?: string;
}

/** Whether an event says that a command was rejected. */
export function isRejection(type: string): boolean {
  return type.endsWith('Rejected');
}
