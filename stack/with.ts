import { runIsolated } from './isolated/run.ts';
import { main, runOn } from './run/command.ts';
import { startStack } from './stack.ts';

const USAGE = 'usage: node stack/with.ts [--tests | --docker] -- command [argument…]';

/**
 * Brings the stack up, runs a command with STACK=<its description> in the environment, and stops everything. With --tests
 * there is also what nothing but the tests needs; with --docker it builds with a Docker of its own.
 */
await main(() => {
  const separator = process.argv.indexOf('--', 2);
  const options = process.argv.slice(2, separator);
  const command = process.argv.slice(separator + 1);
  const known = options.every((option) => ['--tests', '--docker'].includes(option));
  if (separator < 0 || command.length === 0 || !known) throw new Error(USAGE);
  if (options.includes('--docker')) return runIsolated('docker', command);
  return runOn((signal) => startStack(signal, options.includes('--tests')), command);
});
