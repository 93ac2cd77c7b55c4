import type { Component } from '@message-db/runtime';
import type { Environment } from '@/environment';
import { makeCaptioning } from '@/workers/captioning/component';
import { makeChannel } from '@/workers/channel/component';
import { makeCollaboration } from '@/workers/collaboration/component';
import { makeExporting } from '@/workers/exporting/component';
import { makeIdentity } from '@/workers/identity/component';
import { makeImporting } from '@/workers/importing/component';
import { makeModeration } from '@/workers/moderation/component';
import { makeSearchGaps } from '@/workers/search-gaps/component';
import { makeSendEmail } from '@/workers/send-email/component';
import { makeSeries } from '@/workers/series/component';
import { makeTranscribing } from '@/workers/transcribing/component';
import { makeVideoPublishing } from '@/workers/video-publishing/component';
import { makeViewAuditing } from '@/workers/view-auditing/component';
import { makeViewCounting } from '@/workers/view-counting/component';
import { makeWeeklySummaries } from '@/workers/weekly-summaries/component';

/**
 * Every component of the site with its subscriptions, for tests and documents. A worker's process makes only its own.
 */
export function makeComponents(environment: Environment): readonly Component[] {
  return [
    makeCaptioning(),
    makeChannel(environment),
    makeCollaboration(environment),
    makeExporting(environment),
    makeIdentity(environment),
    makeImporting(environment),
    makeModeration(environment),
    makeSearchGaps(),
    makeSendEmail(environment),
    makeSeries(),
    makeTranscribing(environment),
    makeVideoPublishing(environment),
    makeViewAuditing(),
    makeViewCounting(),
    makeWeeklySummaries(environment),
  ];
}
