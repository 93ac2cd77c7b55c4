import { decides, reacts, schedules, setTimer, type Component } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { viewCounting } from '@/workers/view-counting/contract';
import { viewAuditing } from './contract';
import { networkDecider } from './network';

/** How long after it counted a view is audited, in milliseconds: until then the site has told what it sent. */
const AUDIT_AFTER_MS = 20_000;

const { AuditView } = viewAuditing.commands;
const { WithdrawView } = viewCounting.commands;

/** Audits views, and withdraws those that do not count. */
export function makeViewAuditing(): Component {
  return { name: 'view-auditing', subscriptions: [decides(viewAuditing, networkDecider), setsAudits(), withdraws()] };
}

/** Views without evidence, of pages of an earlier build, are believed as they are. */
function setsAudits() {
  return schedules({
    name: 'view-auditing-timers',
    follows: viewCounting,
    sends: viewAuditing,
    timers: {
      VideoViewed({ data: { viewingId, videoId, viewedAt, evidence } }) {
        if (!evidence) return null;
        const { networkId } = evidence.viewer;
        const message = AuditView({ networkId, viewingId, videoId, viewedAt, evidence });
        const at = new Date(Date.parse(viewedAt) + AUDIT_AFTER_MS).toISOString();
        return setTimer('audit', { at, streamName: viewAuditing.commandStream(networkId), message });
      },
    },
  });
}

function withdraws() {
  return reacts({
    name: 'view-auditing-withdrawal',
    category: viewAuditing.category,
    writes: [viewCounting.commandCategory],
    read: (message) => viewAuditing.readEvent(message),
    handlers: {
      ViewDiscounted({ id, time, data: { viewingId, videoId, reason } }) {
        const data = { viewingId, videoId, reason, withdrawnAt: time.toISOString() };
        const message = WithdrawView(data, { id: uuidFrom('withdraw', id) });
        return [{ streamName: viewCounting.commandStream(viewingId), message }];
      },
    },
  });
}
