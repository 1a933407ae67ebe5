import { digestsByPlatform, storedBytes } from '../image/manifest.ts';
import type { DestinationResult, Phase, Told } from '../publish/result.ts';
import { otherVersion } from './outputs.ts';
import { duration, toTimeline } from './timeline.ts';

/** Pure: the job's summary in Markdown. */
export function toSummary(result: Told): string {
  const failed = result.error?.message;
  const { draft, plan, uri, image, repository, tags, notPushed, reused, previousDigest } = result;
  const root = image?.[0];
  const version = otherVersion(result);
  const platforms = image && root?.manifest.manifests ? Object.keys(digestsByPlatform(image)) : draft?.build.platforms;
  const rows: [string, string | undefined][] = [
    ['Failed', failed && plain(failed.split(/\r|\n/)[0] ?? '')],
    ['Image', uri && root && code(`${uri}@${root.digest}`)],
    ['Tags', list(uri ? tags : (draft?.tags ?? []))],
    ['Before', previousDigest && code(previousDigest)],
    ['Version', version && `${code(version)}, as the label of the image that was there has it`],
    ['Commit', draft?.commit.sha && code(draft.commit.sha)],
    ['Platforms', list(platforms ?? [])],
    ['Size', image && size(storedBytes(image))],
    ['Repository', repository && `${code(repository.name)}${repository.created ? ', created by this run' : ''}`],
    ['Built', reused ? 'no: this image was there' : result.metadata && plan?.why && plain(plan.why)],
    ['Not pushed', notPushed && plain(notPushed)],
  ];
  const title = failed
    ? 'failed'
    : notPushed
      ? result.metadata
        ? 'built, not pushed'
        : 'not pushed'
      : reused
        ? 'published, without a build'
        : 'published';
  return [
    `### ecr-publish: ${title}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.flatMap(([name, value]) => (value ? [`| ${name} | ${value} |`] : [])),
    ...destinationsTable(result),
    ...time(result.phases),
    '',
  ].join('\n');
}

// What stands in a cell may come from a Dockerfile, an event or a registry. Source: https://github.github.com/gfm/

/** Text that is no Markdown, HTML or mathematics, on one line. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*_~[\]<>&|$]/g, '\\$&');

/** Between more backticks than it holds, nothing but the table's bars means anything. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const space = fence === '`' ? '' : ' ';
  return `${fence}${space}${oneLine(text).replaceAll('|', '\\|')}${space}${fence}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const list = (values: string[]): string | undefined => (values.length > 0 ? values.map(code).join(' ') : undefined);
const size = (bytes: number): string =>
  `${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} compressed`;

/** What became of each, where there are several. */
function destinationsTable({ destinations }: Told): string[] {
  if (destinations.length < 2) return [];
  const state = ({ error, notPushed, reused, image }: DestinationResult): string =>
    error
      ? `failed: ${plain(error.message.split(/\r|\n/)[0] ?? '')}`
      : notPushed
        ? `not pushed: ${plain(notPushed)}`
        : image
          ? reused
            ? 'was there'
            : 'published'
          : 'not reached';
  return [
    '',
    '| Destination | | Tags |',
    '|---|---|---|',
    ...destinations.map((each) => `| ${code(each.name)} | ${state(each)} | ${list(each.tags) ?? ''} |`),
  ];
}

const time = (phases: Phase[]): string[] =>
  phases.length === 0
    ? []
    : [
        `| Time | ${duration(Math.max(...phases.map(({ end }) => end)))} |`,
        '',
        '```text',
        ...toTimeline(phases),
        '```',
      ];
