import type { Handler } from '@/app/_lib/http/handler';
import { isComplete } from '@/app/_lib/uploads/stored-upload';
import { forOwner } from '@/app/_lib/uploads/access';
import { postUpload } from '@/app/_lib/uploads/posting';
import { receiveBytes } from '@/app/_lib/uploads/receive';
import { answerTus } from '@/app/_lib/uploads/server';

/**
 * HEAD answers how many bytes of the upload have arrived, PATCH takes the next ones, and DELETE deletes an unfinished
 * upload. HEAD posts a complete one first, in case that failed when it completed: this may be the client's last request.
 */
export const upload: Handler = async (request, response, { params }) =>
  forOwner(request, response, params.upload!, async (stored, web) => {
    if (request.method === 'PATCH') return receiveBytes(web, request, stored);
    if (request.method === 'HEAD' && isComplete(stored)) await postUpload(stored);
    return answerTus(web);
  });
