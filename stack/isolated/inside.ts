import { findBusybox } from '../install/busybox.ts';
import { startParts } from '../parts.ts';
import { main, runOn } from '../run/command.ts';
import { execute } from '../run/execute.ts';
import { say } from '../run/say.ts';
import { certificateIn, hostsIn } from './files.ts';
import { BUILDER, type Kind } from './run.ts';

const [kind, ...command] = process.argv.slice(2);

/** Started by run.ts in the new namespaces: brings the stack up there and runs the command on it. */
await main(() => runOn((signal) => start(kind as Kind, signal), command));

async function start(kind: Kind, signal: AbortSignal) {
  const dir = process.env.STACK_RUN;
  if (dir === undefined) throw new Error('this is started by stack/isolated/run.ts');
  const run = { dir, signal };
  // A new network has only a loopback interface, which is down.
  await execute((await findBusybox()) ?? 'busybox', ['ip', 'link', 'set', 'lo', 'up'], { run });
  if (kind === 'docker') {
    // Docker writes there whatever it is told.
    await execute('mount', ['-t', 'tmpfs', 'tmpfs', '/run'], { run });
    return ready(await startParts(run, BUILDER[kind]));
  }
  await execute('mount', ['--bind', hostsIn(dir), '/etc/hosts'], { run });
  return ready(await startParts(run, BUILDER[kind], certificateIn(dir)));
}

function ready(parts: Awaited<ReturnType<typeof startParts>>) {
  say(`ready: AWS at ${parts.stack.aws.endpoint || 'its own names'}`);
  return parts;
}
