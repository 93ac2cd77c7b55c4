import { causationTree } from '@message-db/client';
import { expect, test } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import type { OperationsMessage } from '@/app/admin/_queries/messages';
import { Branches } from './branches';

const time = new Date('2026-11-21T10:00:00.000Z');

function message(globalPosition: number, type: string, cause: number | null): OperationsMessage {
  const category = type === 'RecordProgress' ? 'videoPublishing:command' : 'videoPublishing';
  return {
    globalPosition,
    type,
    category,
    streamName: `${category}-1`,
    id: `message-${globalPosition}`,
    position: globalPosition,
    time,
    traceId: null,
    userId: null,
    data: {},
    metadata: { causationMessageGlobalPosition: cause },
  };
}

const see = (messages: OperationsMessage[]) =>
  render(() => <Branches branches={causationTree(messages)} start={time} />);

test('folds the reports of progress among the effects of a message, together with their effects', async () => {
  const { html } = await see([
    message(1, 'VideoUploaded', null),
    ...[2, 3, 4].flatMap((n) => [
      message(n * 10, 'RecordProgress', 1),
      message(n * 10 + 1, 'ProcessingProgressed', n * 10),
    ]),
    message(50, 'VideoProcessed', 1),
  ]);
  expect(html.match(/3 reports of progress/g)).toHaveLength(1);
  const folded = /<summary[^>]*>3 reports of progress[\s\S]*/.exec(html)![0];
  expect(folded.match(/ProcessingProgressed/g)).toHaveLength(3);
  expect(html.indexOf('VideoUploaded')).toBeLessThan(html.indexOf('3 reports'));
  expect(html.indexOf('3 reports')).toBeLessThan(html.indexOf('VideoProcessed'));
});

test('shows a single report of progress as it is', async () => {
  const { html, text } = await see([message(1, 'VideoUploaded', null), message(2, 'RecordProgress', 1)]);
  expect(text).toContain('RecordProgress');
  expect(html).not.toContain('reports of progress');
});
