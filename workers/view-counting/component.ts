import { decides } from '@/workers/runtime/src/deciding/decides';
import type { Component } from '@/workers/runtime/src/consuming/subscription';
import { viewCounting } from './contract';
import { viewingDecider } from './viewing';

/** Counts views and credits watch time. */
export function makeViewCounting(): Component {
  return { name: 'view-counting', subscriptions: [decides(viewCounting, viewingDecider)] };
}
