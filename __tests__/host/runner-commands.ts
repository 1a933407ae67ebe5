// Reads what a step printed as GitHub's runner does: src/Runner.Common/ActionCommand.cs and
// src/Runner.Worker/ActionCommandManager.cs of https://github.com/actions/runner.

export type Command = { name: string; properties: Record<string, string>; message: string };

const NAMES = [
  ...['stop-commands', 'set-env', 'set-output', 'save-state', 'add-mask', 'add-path', 'add-matcher', 'remove-matcher'],
  ...['debug', 'warning', 'error', 'notice', 'group', 'endgroup', 'echo'],
];

/** Parts what was printed into the log, as it is shown, and the commands that are executed. */
export function readLog(printed: string): { log: string; commands: Command[] } {
  const log: string[] = [];
  const commands: Command[] = [];
  let token: string | undefined;
  for (const line of printed.split(/\r\n|\r|\n/)) {
    const names = token === undefined ? NAMES : [...NAMES, token];
    const command = newForm(line, names) ?? oldForm(line, names);
    if (!command || (token !== undefined && command.name !== token)) {
      log.push(line);
    } else if (command.name === token) {
      token = undefined;
      log.push(line);
    } else if (command.name === 'stop-commands') {
      token = command.message.toLowerCase();
      log.push(line);
    } else {
      commands.push(command);
      // The runner shows the message of any but a mask.
      if (command.name !== 'add-mask') log.push(command.message);
    }
  }
  return { log: log.join('\n'), commands };
}

/** `::name key=value,key=value::message`; .NET also trims U+0085. */
function newForm(line: string, names: string[]): Command | undefined {
  const [, info = '', message = ''] = line.match(/^[\s\u0085]*::(.*?)::(.*)$/) ?? [];
  const escapes = { '%0D': '\r', '%0A': '\n', '%25': '%' };
  return command(info, ',', names, { ...escapes, '%3A': ':', '%2C': ',' }, unescaped(message, escapes));
}

/** `##[name key=value;key=value]message` */
function oldForm(line: string, names: string[]): Command | undefined {
  const [, info = '', message = ''] = line.match(/##\[(.*?)\](.*)$/) ?? [];
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' };
  return command(info, ';', names, escapes, unescaped(message, escapes));
}

function command(
  info: string,
  separator: string,
  names: string[],
  escapes: Record<string, string>,
  message: string,
): Command | undefined {
  const [, given = '', rest = ''] = info.match(/^([^ ]*) ?(.*)$/) ?? [];
  const name = given.toLowerCase();
  if (!names.includes(name)) return undefined;
  const pairs = rest.split(separator).flatMap((pair) => {
    const [, key, value] = pair.trim().match(/^(.+?)=(.+)$/) ?? [];
    return key && value ? [[key, unescaped(value, escapes)] as const] : [];
  });
  return { name, properties: Object.fromEntries(pairs), message };
}

const unescaped = (text: string, escapes: Record<string, string>): string =>
  text.replace(/%../g, (three) => escapes[three] ?? three);
