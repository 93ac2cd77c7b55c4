import { runComponent } from '@/workers/run';
import { makeTranscribing } from './component';
import { isRecogniser, runRecogniser } from './recogniser/program';

if (isRecogniser()) runRecogniser();
else runComponent(makeTranscribing);
