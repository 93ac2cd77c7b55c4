'use server';

import { randomUUID } from 'node:crypto';
import { ContractError } from '@message-db/client';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { commandAction, userAction } from '@/app/_lib/commands/form-action';
import { hiddenId, typedText } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { countCharacters } from '@/text/characters';
import { series, TITLE_MAX } from '@/workers/series/contract';
import { seriesSentence } from './sentences';

const { CreateSeries, RestoreSeries } = series.commands;

/** Creates a series and leads to its page. */
export const createSeries = userAction('creator', z.object({ title: typedText }), async ({ title }, { userId }) => {
  const seriesId = randomUUID();
  const at = new Date().toISOString();
  let outcome;
  try {
    const command = CreateSeries({ seriesId, userId, title, sectionId: randomUUID(), createdAt: at });
    outcome = await sendAndWait(series.commandStream(seriesId), command, { userId, aggregators: ['series-pages'] });
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const reason = countCharacters(title) > TITLE_MAX ? 'too-long' : 'not-text';
    return rejected({ title: seriesSentence({ reason, field: 'title' }) });
  }
  if (outcome.status === 'rejected') {
    const sentence = seriesSentence(outcome.rejection);
    return outcome.rejection.field === 'title' ? rejected({ title: sentence }) : rejected({}, sentence);
  }
  redirect(`/studio/series/${seriesId}${outcome.status === 'done' ? '' : `?created=${outcome.traceId}`}`);
});

/** Brings a deleted series back. */
export const restoreSeries = commandAction({
  permission: 'member',
  fields: z.object({ seriesId: hiddenId }),
  aggregators: ['series-pages'],
  sentence: seriesSentence,
  command: ({ seriesId }, { userId }) => ({
    stream: series.commandStream(seriesId),
    command: RestoreSeries({ seriesId, userId }),
  }),
});
