import { defineContract, messageType, type CommandOf, type EventOf, type NewEventOf } from '@message-db/client';
import { z } from 'zod';
import type { Decider } from '@message-db/runtime';

const videoId = z.uuid();
const viewer = z.string();
const seconds = z.number().int();

/** The component of the benchmarks: records who watched a video, and for how long. */
export const audience = defineContract({
  category: 'audience',
  commands: { Watch: messageType('Watch', z.object({ videoId, viewer, seconds })) },
  events: {
    /** `views` is the number of views including this one, which shows lost and duplicated events. */
    Watched: messageType('Watched', z.object({ videoId, viewer, seconds, views: z.number().int() })),
    /** `nothing-watched`: zero seconds. */
    WatchRejected: messageType('WatchRejected', z.object({ reason: z.string(), field: z.string(), videoId })),
  },
});

type Audience = typeof audience;
export const { Watch } = audience.commands;
export const { Watched, WatchRejected } = audience.events;

export interface State {
  readonly views: number;
}

export const audienceDecider: Decider<State, CommandOf<Audience>, NewEventOf<Audience>, EventOf<Audience>> = {
  initialState: { views: 0 },
  evolve(state, event) {
    return event.type === 'Watched' ? { views: event.data.views } : state;
  },
  decide(command, state) {
    const { data } = command;
    if (data.seconds > 0) return [Watched({ ...data, views: state.views + 1 })];
    return [WatchRejected({ reason: 'nothing-watched', field: 'seconds', videoId: data.videoId })];
  },
};
