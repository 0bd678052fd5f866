import { verify } from '../lib/verify';
import { answerTasks, NOW } from './verification-task';

answerTasks(async ({ text }) => (await verify({ form: 'json', text }, { now: NOW })).verdict === 'verified');
