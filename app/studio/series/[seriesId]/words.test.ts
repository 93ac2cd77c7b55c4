import { expect, test } from 'vitest';
import { pointsOf, seriesWords } from './words';

test('points are the lines of a text, without list marks', () => {
  expect(pointsOf('- Tie\r\n• Choose \n\nSplice')).toEqual(['Tie', 'Choose', '', 'Splice']);
});

test('the words of a series are texts', () => {
  expect(seriesWords({ title: 'Knots', points: ['Tie', 'Choose'], description: '', posterLessonId: null })).toEqual({
    title: 'Knots',
    points: 'Tie\nChoose',
    description: '',
    posterLessonId: '',
  });
});
