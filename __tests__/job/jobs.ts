import type { Event } from '../../src/host/event.ts';
import { type InputName, type Inputs, readInputs } from '../../src/job/inputs.ts';
import { type Job, toJob } from '../../src/job/job.ts';
import { push } from '../host/events.ts';

/** What a workflow writes, over what every one has to give. */
export type Given = Partial<Record<InputName, string>>;

const LEAST: Given = { repository: 'team/app', 'aws-region': 'eu-central-1' };

export const inputsOf = (given: Given): Inputs => readInputs((name) => ({ ...LEAST, ...given })[name]);

/** The job of a push to main, unless another event is given. */
export const jobOf = (given: Given, event: Event = push, env: NodeJS.ProcessEnv = {}): Job =>
  toJob(inputsOf(given), event, env);
