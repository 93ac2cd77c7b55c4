/** What the workers' runtime and the application agree on, beside the messages themselves. */

/** Carries the trace id of each awaited command or event whose outcome or projection was just committed. */
export const TRACES_CHANNEL = 'traces';

/** Carries topics (`home`, `video:<id>`, `creator:<id>`, `operations`): what pages show of them has changed. */
export const TOPICS_CHANNEL = 'topics';

/** Says that a process came or went, or that partitions were divided again: look at once who does what. */
export const PARTITIONS_CHANNEL = 'partitions';

/** The role by which the database knows a service, such as `video_tutorials_send_email`. db/access/ says what each may do. */
export function roleOf(service: string): string {
  return `video_tutorials_${service.replaceAll('-', '_')}`;
}

/** The roles that read the views: pages, and people. */
export const READERS: readonly string[] = [roleOf('application'), roleOf('operator')];

/** The settings by which the application tells the database, for one transaction, who asks. The rules of views go by them. */
export const VIEWER_SETTINGS = { userId: 'site.user_id', isAdmin: 'site.is_admin' } as const;

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

/** Whether an event says that a command was refused. */
export function isRejection(type: string): boolean {
  return type.endsWith('Rejected');
}
