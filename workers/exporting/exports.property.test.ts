import { test } from 'vitest';
import { expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { exportCommands } from './arbitraries';
import { exportsDecider } from './exports';

/** Exports of one person, with any commands. */
const life = { decider: exportsDecider, commands: exportCommands() };

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));
