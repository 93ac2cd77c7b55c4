/** An event as `runtime.outcome` stores it. Only rejections keep their data, which is shown to the user. */
export interface OutcomeEvent {
  id: string;
  type: string;
  data?: Rejection;
}

/** The data of every event whose type ends with `Rejected`. */
export interface Rejection {
  /** The reason, such as `address-taken`. The application has a sentence for each. */
  reason: string;
  /** The command's field to which the reason applies. */
  field?: string;
  /** The other wrong fields of the command, with their reasons. */
  more?: readonly { reason: string; field: string }[];
}

/** Returns whether events of this type reject a command. */
export function isRejection(type: string): boolean {
  return type.endsWith('Rejected');
}
