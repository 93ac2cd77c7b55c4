import 'server-only';
import { ContractError, type NewMessage } from '@message-db/client';
import { refresh } from 'next/cache';
import { z } from 'zod';
import { requireUser, type CurrentUser } from '@/app/_lib/auth/current-user';
import { whyNot, type Permission } from '@/app/_lib/auth/permissions';
import { outcomeOf, type Outcome } from './await-trace';
import { INCOMPLETE } from './form-fields';
import { done, IDLE, rejected, STAMP_FIELD, TRACE_FIELD, typedIn, type Answer, type FormAction } from './form-state';
import { checkPage } from './check-page';
import { leavePreview } from './preview';
import { sendAndWait } from './send-command';

type Rejection = Extract<Outcome, { status: 'rejected' }>['rejection'];

/*
 * Every form that writes has an action of one of these three kinds. Each checks the page's stamp first: a form writes
 * only for the user and the build of its page. Then it reads the session and the fields, and acts. Every answer except
 * `done` returns the typed values.
 */

/** The action of a form that works without a session, such as signing in. */
export function visitorAction<Fields>(
  fields: z.ZodType<Fields>,
  act: (fields: Fields, form: FormData) => Promise<Answer>,
): FormAction {
  return stamped({ isForVisitors: true }, (form) => withFields(fields, form, (read) => act(read, form)));
}

/** The action of a form for a signed-in user with a permission. */
export function userAction<Fields>(
  permission: Permission,
  fields: z.ZodType<Fields>,
  act: (fields: Fields, user: CurrentUser, form: FormData) => Promise<Answer>,
): FormAction {
  return permitted(permission, (user, form) => withFields(fields, form, (read) => act(read, user, form)));
}

/** A command and where it goes. */
export interface Sending {
  stream: string;
  command: NewMessage;
}

type Commands = Sending | readonly [Sending, ...Sending[]] | Answer;

export interface CommandForm<Fields> {
  /** What the user must be. */
  permission: Permission;
  fields: z.ZodType<Fields>;
  /** The aggregators that the next page reads. */
  aggregators: readonly string[];
  /**
   * Makes the command, or several that are sent one after the other until one is rejected, or answers without one. A
   * second click makes it again, and its component decides what to do.
   */
  command: (fields: Fields, user: CurrentUser, form: FormData) => Commands | Promise<Commands>;
  /** Returns the sentence for a rejection. The form shows it at the field that the rejection names. */
  sentence: (rejection: Rejection) => string;
  /** The reason to show if no message can hold the typed values, so that they never reach the component. */
  unsendable?: (fields: Fields) => Rejection;
}

/**
 * The action of a form that sends one command, waits for its outcome, and refreshes the page. While the command waits,
 * the form asks for the outcome by the trace.
 */
export function commandAction<Fields>(declaration: CommandForm<Fields>): FormAction {
  const { permission, fields, aggregators, command, sentence, unsendable } = declaration;
  return permitted(permission, async (user, form) => {
    const traceId = z.uuid().safeParse(form.get(TRACE_FIELD)).data;
    const answer = traceId
      ? answerTo(await outcomeOf(traceId, aggregators), form, sentence)
      : await withFields(fields, form, async (read) => {
          try {
            const made = await command(read, user, form);
            if ('status' in made) return made;
            const sendings = 'command' in made ? ([made] as const) : made;
            return answerTo(await sendAll(sendings, { userId: user.userId, aggregators }), form, sentence);
          } catch (error) {
            if (!(error instanceof ContractError) || !unsendable) throw error;
            return rejectedFor(unsendable(read), form, sentence);
          }
        });
    if (answer.status === 'done' || answer.status === 'conflict') refresh();
    return answer;
  });
}

/** Sends commands until one is rejected. @returns the outcome of that one, else of the first that is not done. */
async function sendAll(
  sendings: readonly [Sending, ...Sending[]],
  options: { userId: string; aggregators: readonly string[] },
): Promise<Outcome> {
  let first: Outcome | null = null;
  for (const { stream, command } of sendings) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const outcome = await sendAndWait(stream, command, options);
    if (outcome.status === 'rejected') return outcome;
    if (first === null || first.status === 'done') first = outcome;
  }
  return first!;
}

/** Acts only for the user of the form's page, and only with this permission. */
function permitted(permission: Permission, act: (user: CurrentUser, form: FormData) => Promise<Answer>): FormAction {
  return stamped({ isForVisitors: false }, async (form) => {
    const user = await requireUser();
    const refusal = whyNot(user, permission);
    return refusal === null ? act(user, form) : rejected({}, refusal);
  });
}

/** Acts only if the form's page belongs to the signed-in user and to this build. */
function stamped({ isForVisitors }: { isForVisitors: boolean }, act: (form: FormData) => Promise<Answer>): FormAction {
  return async (before, form) => {
    const refusal = await checkPage(form.get(STAMP_FIELD));
    const mayContinue = refusal === null || (isForVisitors && refusal.reason === 'signed-out');
    if (!mayContinue) return { status: 'idle', refusal, typed: typedIn(form) };
    // What was changed elsewhere is still shown.
    if (leavePreview(form))
      return { ...(before.status === 'conflict' ? before : IDLE), refusal: null, typed: typedIn(form) };
    const answer = await act(form);
    return { ...answer, refusal: null, typed: answer.status === 'done' ? {} : typedIn(form) };
  };
}

async function withFields<Fields>(
  fields: z.ZodType<Fields>,
  form: FormData,
  act: (fields: Fields) => Promise<Answer>,
): Promise<Answer> {
  const read = await fields.safeParseAsync(Object.fromEntries(form));
  return read.success ? act(read.data) : rejectedBy(read.error);
}

/** Returns the first sentence for each field. */
function rejectedBy({ issues }: z.ZodError): Answer {
  if (issues.some(({ message }) => message === INCOMPLETE)) return rejected({}, INCOMPLETE);
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[String(path[0])] ??= message;
  return rejected(errors);
}

function answerTo(outcome: Outcome, form: FormData, sentence: CommandForm<unknown>['sentence']): Answer {
  switch (outcome.status) {
    case 'done':
      return done();
    case 'rejected':
      return rejectedFor(outcome.rejection, form, sentence);
    case 'queued':
    case 'parked':
      return { status: outcome.status, traceId: outcome.traceId };
  }
}

/** Puts a sentence at each field that the rejection names, if the form has it. */
function rejectedFor(rejection: Rejection, form: FormData, sentence: CommandForm<unknown>['sentence']): Answer {
  const errors: Record<string, string> = {};
  const others: string[] = [];
  for (const each of [rejection, ...(rejection.more ?? [])]) {
    const text = sentence(each);
    if (each.field !== undefined && form.has(each.field)) errors[each.field] = text;
    else others.push(text);
  }
  return rejected(errors, others.length > 0 ? others.join(' ') : null);
}
