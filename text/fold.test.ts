import { expect, test } from 'vitest';
import { foldText } from './fold';

test.each([
  ['Äpfel schälen', 'apfel schalen'],
  ['CRÈME brûlée', 'creme brulee'],
  ['ﬁle №5', 'file no5'],
  ['한국어', '한국어'],
  ['Ёлка', 'елка'],
  ['がぎ', 'かき'],
])('%s is compared as %s', (text, folded) => expect(foldText(text)).toBe(folded));
