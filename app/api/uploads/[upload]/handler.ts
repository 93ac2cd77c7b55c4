import type { Handler } from '@/app/_lib/http/handler';
import { isComplete } from '@/app/_lib/uploads/stored-upload';
import { discardDraft } from '@/app/_lib/uploads/draft';
import { forUploader } from '@/app/_lib/uploads/access';
import { postUpload } from '@/app/_lib/uploads/posting';
import { receiveBytes } from '@/app/_lib/uploads/receive';
import { answerTus } from '@/app/_lib/uploads/server';

/**
 * HEAD answers how many bytes of the upload have arrived, PATCH takes the next ones, and DELETE deletes an unfinished
 * upload, and its draft if the header `Discard-Draft` asks for it. HEAD posts a complete one first, in case that failed
 * when it completed: this may be the client's last request.
 */
export const upload: Handler = async (request, response, { params }) =>
  forUploader(request, response, params.upload!, async (stored, web) => {
    if (request.method === 'PATCH') return receiveBytes(web, request, stored);
    if (request.method === 'HEAD' && isComplete(stored)) await postUpload(stored);
    const answer = await answerTus(web);
    if (request.method === 'DELETE' && answer.ok && request.headers['discard-draft'] === 'yes')
      await discardDraft(stored);
    return answer;
  });
