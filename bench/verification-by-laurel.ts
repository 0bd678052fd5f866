import { verify } from '../lib/verify';
import { answerTasks, NOW } from './verification-task';

answerTasks(async ({ text }) => {
  const form = text.startsWith('{') ? 'json' : 'jws';
  return (await verify({ form, text }, { now: NOW })).verdict === 'verified';
});
