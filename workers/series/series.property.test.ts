import { expect, test } from 'vitest';
import { isRejection } from '@message-db/runtime';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { seriesCommands } from './arbitraries';
import { examples } from './examples';
import { seriesDecider } from './series';
import { lessonsOf } from './state';

const { SeriesCreated, SectionAdded, LessonAdded } = examples.events;
/** A series with any commands, some of them from other users. */
const life = {
  decider: seriesDecider,
  commands: seriesCommands(),
  past: [SeriesCreated, SectionAdded, LessonAdded],
};

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('a series has a section, each lesson is in one, and no video is in it twice', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      expect(after!.sections.length).toBeGreaterThan(0);
      const inSections = after!.sections.flatMap(({ sectionId }) => lessonsOf(after!, sectionId));
      expect(inSections).toHaveLength(after!.lessons.length);
      expect(new Set(after!.lessons.map(({ videoId }) => videoId)).size).toBe(after!.lessons.length);
    }
  });
});

test('no two items of an order have the same rank', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      const orders = [after!.sections, ...after!.sections.map(({ sectionId }) => lessonsOf(after!, sectionId))];
      for (const order of orders) expect(new Set(order.map(({ rank }) => rank)).size).toBe(order.length);
    }
  });
});

test('a move changes the place of nothing else', () => {
  checkSteps(life, (steps) => {
    for (const { command, before, after } of steps) {
      if (command.type !== 'MoveLesson' && command.type !== 'MoveLessons') continue;
      const named: readonly string[] = command.type === 'MoveLesson' ? [command.data.lessonId] : command.data.lessonIds;
      const others = (state: typeof after) => state!.lessons.filter(({ lessonId }) => !named.includes(lessonId));
      expect(others(after)).toEqual(others(before));
    }
  });
});

test('commands of other users change nothing', () => {
  const { userId } = examples.commands.UnpublishSeries.data;
  checkSteps(life, (steps) => {
    for (const { command, decisions } of steps) {
      if (!('userId' in command.data) || command.data.userId === userId) continue;
      expect(decisions.filter((event) => 'opens' in event || !isRejection(event.type))).toEqual([]);
    }
  });
});
