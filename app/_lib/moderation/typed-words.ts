import { z } from 'zod';
import { typedLines } from '@/app/_lib/commands/form-fields';
import { countCharacters } from '@/text/characters';
import { tidyText } from '@/text/tidy';
import { MODERATION_WORDS_MAX } from '@/workers/moderation/contract';
import { TOO_LONG } from './sentences';

/** A field for the words of a report, a decision or an appeal. */
export const typedWords = typedLines
  .transform(tidyText)
  .refine((text) => countCharacters(text) <= MODERATION_WORDS_MAX, TOO_LONG);

/** The same, where something must be written. */
export const neededWords = typedWords.pipe(z.string().min(1, 'Write a sentence or two.'));
