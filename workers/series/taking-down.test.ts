import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { series } from './contract';
import { examples } from './examples';
import { seriesDecider } from './series';

const { commands, events } = series;
const {
  SeriesCreated: created,
  LessonAdded: added,
  SectionAdded: section,
  SeriesPublished: published,
} = examples.events;
const { SeriesUnpublished: unpublished, SeriesTakenDown: down, SeriesPutBack: back } = examples.events;
const { TakeDownSeries: TakeDown, PutBackSeries: PutBack, PublishSeries: Publish } = examples.commands;
const decisionId = '70000000-0000-4000-8000-000000000002';
const again = {
  TakeDown: commands.TakeDownSeries({ ...TakeDown.data, decisionId }),
  PutBack: commands.PutBackSeries({ ...PutBack.data, decisionId }),
  down: events.SeriesTakenDown({ ...down.data, decisionId }),
  back: events.SeriesPutBack({ ...back.data, decisionId }),
};
const course = [created, section, added] as const;

describe('a series of a suspended or leaving owner', () => {
  test('is unpublished, once for each decision', () => {
    given(seriesDecider, [...course, published])
      .when(TakeDown)
      .then([down, unpublished]);
    given(seriesDecider, [...course, published, down, unpublished])
      .when(TakeDown)
      .then([]);
    given(seriesDecider, [...course, published, down, unpublished])
      .when(again.TakeDown)
      .then([again.down]);
    given(seriesDecider).when(TakeDown).then([]);
  });

  test('can’t be published', () => {
    given(seriesDecider, [...course, down])
      .when(Publish)
      .thenRejected('taken-down');
  });

  test('is published again, since the same time, after the last decision', () => {
    const both = [...course, published, down, unpublished, again.down] as const;
    given(seriesDecider, both).when(PutBack).then([back]);
    given(seriesDecider, [...both, back])
      .when(again.PutBack)
      .then([again.back, published]);
    given(seriesDecider, [...both, back])
      .when(PutBack)
      .then([]);
  });

  test('stays as private as it was', () => {
    given(seriesDecider, [...course, published, unpublished, down])
      .when(PutBack)
      .then([back]);
  });
});
