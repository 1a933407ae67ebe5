import { readFileSync } from 'node:fs';
import { type Case, DOCKERFILE, firstBuilder, freshName, ownBuildKit } from '../case.ts';
import { figure } from '../figure.ts';
import { makeProject } from '../project.ts';
import { runAction } from '../run.ts';

const LINES = 1_000_000;
const WIDTH = 100;

/** A build that prints 100 MB. */
export const log: Case = {
  name: 'log',
  quick: false,
  async measure({ stack }) {
    ownBuildKit(stack);
    const print = `awk 'BEGIN { for (i = 1; i <= ${LINES}; i++) printf "line %0${WIDTH - 'line '.length - 1}d\\n", i }'`;
    const source = makeProject(stack, `${DOCKERFILE}ARG ROUND\nRUN ${print}\n`);
    const runs: { megabytes: number; lost: number; seconds: number }[] = [];
    for (let round = 0; round < 3; round++) {
      const seen = countLines();
      const memory = watchMemory();
      const { ms } = await runAction(
        stack,
        {
          repository: freshName(),
          builder: firstBuilder(stack),
          project: source,
          buildArgs: { ROUND: `${performance.timeOrigin}-${round}` },
        },
        { onLine: seen.add, onStart: memory.start },
      );
      if (seen.clipped())
        throw new Error('The daemon clips logs: it needs BUILDKIT_STEP_LOG_MAX_SIZE and …_SPEED of -1.');
      runs.push({ megabytes: memory.stop(), lost: LINES - seen.count(), seconds: ms / 1000 });
    }
    const what = `build log of ${(LINES * WIDTH) / 1e6} MB`;
    const detail = `${Math.min(...runs.map(({ seconds }) => seconds)).toFixed(0)} s for the whole step`;
    return {
      figures: [
        figure(
          { what: `${what}: resident memory`, against: 'nothing', unit: 'MB', goal: 120, detail },
          runs.map(({ megabytes }) => megabytes),
        ),
        figure({ what, against: 'what was printed', unit: 'lines lost', goal: 0, detail: `of ${LINES}, at worst` }, [
          Math.max(...runs.map(({ lost }) => lost)),
        ]),
      ],
    };
  },
};

/**
 * Counts the lines that arrive, in the order they were printed in. BuildKit itself breaks a line in two where it turns
 * to another step meanwhile; its rest then comes without a prefix.
 */
function countLines() {
  let last = 0;
  let count = 0;
  let text = '';
  let clipped = false;
  return {
    add(line: string) {
      const [, prefix, said = ''] = line.match(/^(#\d+ \d+\.\d+ )?(.*)$/) ?? [];
      if (prefix === undefined && line.startsWith('#')) return;
      text = prefix === undefined ? text + said : said;
      if (text.includes('[output clipped')) clipped = true;
      const number = Number(text.match(/^line (\d+)$/)?.[1]);
      if (text.length !== WIDTH - 1 || !(number > last)) return;
      last = number;
      count++;
    },
    count: () => count,
    clipped: () => clipped,
  };
}

/** The most memory that a process ever had resident. The kernel keeps it, so looking now and then is enough. */
function watchMemory() {
  let kilobytes = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start(pid: number) {
      timer = setInterval(() => {
        try {
          const [, most] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB$/m) ?? [];
          kilobytes = Math.max(kilobytes, Number(most ?? 0));
        } catch {
          // it has ended
        }
      }, 20);
    },
    stop() {
      clearInterval(timer);
      return (kilobytes * 1024) / 1e6;
    },
  };
}
