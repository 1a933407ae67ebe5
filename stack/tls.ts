import { runIsolated } from './isolated/run.ts';
import { main } from './run/command.ts';

/**
 * As with.ts, but AWS answers over TLS under its own host names, so that a program needs no AWS_ENDPOINT_URL. The names
 * lead to this machine for the command only: the rest of the machine does not notice.
 */
await main(() => {
  const command = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
  if (command.length === 0) throw new Error('usage: node stack/tls.ts [--] command [argument…]');
  return runIsolated('tls', command);
});
