'use server';

import { z } from 'zod';
import { encryptFor } from '@/app/_lib/auth/encrypt-for';
import { handleIdOf } from '@/app/_lib/auth/address-id';
import { commandAction, type Sending } from '@/app/_lib/commands/form-action';
import { done, rejected } from '@/app/_lib/commands/form-state';
import { ownChannel } from '@/app/studio/_queries/own-channel';
import { channel, imageKind } from '@/workers/channel/contract';
import { channelFields, compareWords, type ChannelWords } from './channel-fields';
import { channelWords } from './channel-words';
import { CHANGED_ELSEWHERE, channelSentence } from './sentences';

/*
 * The actions of the page of one's own channel. Words are encrypted here, so their form checks them: the component
 * cannot read them, and decides only what must be unique.
 */

/** Saves the words of the channel that the form changed, and its handle. */
export const editChannel = commandAction({
  permission: 'member',
  fields: channelFields,
  aggregators: ['channels'],
  sentence: channelSentence,
  command: async ({ words, began, replaces }, { userId }) => {
    const own = await ownChannel(userId);
    const current = channelWords(own);
    const { changed, elsewhere } = compareWords(words, began ?? current, current);
    if (elsewhere.length > 0 && !replaces)
      return rejected(Object.fromEntries(elsewhere.map((field) => [field, CHANGED_ELSEWHERE])));
    if (changed.includes('handle') && words.handle === '') return rejected({ handle: 'Your page needs a handle.' });
    const [first, ...others] = await sendingsFor(userId, words, changed);
    return first ? [first, ...others] : done('No changes to save');
  },
});

async function sendingsFor(userId: string, words: ChannelWords, changed: readonly string[]): Promise<Sending[]> {
  const sendings: Sending[] = [];
  // First, because only the handle can be refused, and then nothing is saved.
  if (changed.includes('handle')) {
    const { handle } = words;
    const handleId = await handleIdOf(handle);
    const command = channel.commands.ClaimHandle({ userId, handleId, ...(await encryptFor(userId, { handle })) });
    sendings.push({ stream: channel.commandStream(handleId), command });
  }
  const edited = {
    ...(changed.includes('name') && { name: words.name }),
    ...(changed.includes('text') && { text: words.text }),
    ...(changed.includes('links') && { links: JSON.stringify(words.links) }),
  };
  if (Object.keys(edited).length > 0) {
    const command = channel.commands.EditChannel({ userId, ...(await encryptFor(userId, edited)) });
    sendings.push({ stream: channel.commandStream(userId), command });
  }
  return sendings;
}

/** Removes the picture or the banner. */
export const removeImage = commandAction({
  permission: 'member',
  fields: z.object({ kind: imageKind }),
  aggregators: ['channels'],
  sentence: channelSentence,
  command: ({ kind }, { userId }) => ({
    stream: channel.commandStream(userId),
    command: channel.commands.RemoveImage({ userId, kind }),
  }),
});
