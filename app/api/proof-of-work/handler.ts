import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { networkOf } from '@/app/_lib/limits/network';
import { PROVEN_FORMS } from '@/app/_lib/limits/proof-field';
import { needsProofs, newChallenge, signInNeedsProof } from '@/app/_lib/limits/proof-of-work';

/** GET `?form=register` answers a challenge, with which that form can be sent once; 204 if it takes none just now. */
export const proofOfWork: Handler = async (request, response) => {
  const asked = new URL(request.url!, 'http://localhost').searchParams.get('form');
  const form = PROVEN_FORMS.find((each) => each === asked);
  if (!form) return sendError(response, 400, `Ask for ?form=${PROVEN_FORMS.join(', ')}.`);
  try {
    const isNeeded = form === 'sign-in' ? await signInNeedsProof(networkOf(request.headers)) : needsProofs();
    if (!isNeeded) return void response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
    sendJson(response, 200, await newChallenge(form), { 'Cache-Control': 'no-store' });
  } catch (error) {
    console.error('Could not make a challenge:', error);
    sendError(response, 503, 'No challenge. Ask again later.');
  }
};
