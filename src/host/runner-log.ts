// The log as GitHub's runner reads it. What a build prints is text there, never a command.
//
// The runner takes a line of stdout for a command in two forms: `::name key=value::data` at the line's start, behind any white
// space, and `##[name key=value;key=value]data` anywhere in it
// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs, TryParseV2 and TryParse). A lone carriage
// return ends a line, too. After `::stop-commands::<token>` it executes neither until a line is `::<token>::`
// (https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs).
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Host } from './host.ts';

/**
 * Takes the place of `stdout.write`: what others write there, as @actions/core does also in the middle of its own work (the
 * mask of an id token), are this action's own commands, and are executed while foreign text is being printed.
 */
export function runnerLog(
  stdout: Pick<NodeJS.WriteStream, 'write'>,
): Pick<Host['log'], 'info' | 'group' | 'untrusted'> {
  const write: (data: string | Uint8Array) => boolean = stdout.write.bind(stdout);
  /** What prints foreign text at this moment: commands are stopped while there is any. */
  let running = 0;
  let token = '';
  let midLine = false;

  const print = (data: string | Uint8Array): boolean => {
    const last = data.at(-1);
    if (last !== undefined) midLine = last !== '\n' && last !== 10;
    return write(data);
  };
  const printLine = (line: string) => print(`${midLine ? '\n' : ''}${line}\n`);
  const stop = () => {
    // A new one each time, since the runner shows it in the log.
    token = randomUUID();
    printLine(`::stop-commands::${token}`);
  };
  const resume = () => printLine(`::${token}::`);
  const begin = () => {
    running += 1;
    if (running === 1) stop();
  };
  const end = () => {
    running -= 1;
    if (running === 0) resume();
  };

  stdout.write = (data: string | Uint8Array): boolean => {
    if (running === 0) return print(data);
    resume();
    const more = print(data);
    stop();
    return more;
  };
  // As soon as it is given: @actions/exec does not wait for a stream that is slow.
  const out = new Writable({
    write(data: Uint8Array, _, done) {
      // A descendant of a child that is over may still print.
      begin();
      print(data);
      end();
      done();
    },
  });

  let groups = 0;
  return {
    group(title) {
      groups += 1;
      if (groups === 1) printLine(`::group::${title}`);
      return () => {
        groups -= 1;
        if (groups === 0) printLine('::endgroup::');
      };
    },
    info(text) {
      const foreign = /::|##\[/.test(text);
      if (foreign) begin();
      printLine(text);
      if (foreign) end();
    },
    async untrusted(work) {
      begin();
      try {
        return await work(out);
      } finally {
        end();
      }
    },
  };
}
