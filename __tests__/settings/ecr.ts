import { ECRClient } from '@aws-sdk/client-ecr';
import { failure } from '../../src/lib/failure.ts';

/** What AWS answers to an operation: an object, an error's name, or what a function makes of the request. */
type Answer = object | string | ((input: object) => object | string);

type Sent = { operation: string; input: object };

/** An ECR that notes what it is sent, and answers as it is told; with nothing to what it is not told of. */
export function fakeEcr(answers: Record<string, Answer> = {}): { ecr: ECRClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const ecr = new ECRClient({ region: 'eu-central-1' });
  ecr.middlewareStack.add(
    (_, context) => async (args) => {
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      sent.push({ operation, input: args.input });
      const told = answers[operation] ?? {};
      const answer = typeof told === 'function' ? told(args.input) : told;
      if (typeof answer !== 'string') return { output: { ...answer, $metadata: {} }, response: {} };
      const error = Object.assign(new Error(`said by the test`), { name: answer });
      throw answer === 'AccessDeniedException'
        ? failure(`AWS denied ecr:${operation}: said by the test.`, { cause: error })
        : error;
    },
    { step: 'initialize', name: 'fake' },
  );
  return { ecr, sent };
}

const READS = /^(Describe|Get|List|StartLifecyclePolicyPreview)/;

/** The operations that change something. */
export const writes = (sent: { operation: string }[]): string[] =>
  sent.map(({ operation }) => operation).filter((operation) => !READS.test(operation));
