import { digestsByPlatform, storedBytes } from '../registry/manifest.ts';
import type { Phase, Report } from './report.ts';

/** Pure: the job's summary in Markdown. */
export function toSummary(report: Report, failed: boolean): string {
  const { plan, uri, image, repository, tags, notPushed } = report;
  const root = image?.[0];
  const platforms = image && root?.manifest.manifests ? Object.keys(digestsByPlatform(image)) : plan?.build.platforms;
  const rows: [string, string | undefined][] = [
    ['Image', uri && root && code(`${uri}@${root.digest}`)],
    ['Tags', list(uri ? tags : (plan?.tags ?? []))],
    ['Commit', plan?.commit.sha && code(plan.commit.sha)],
    ['Platforms', list(platforms ?? [])],
    ['Size', image && megabytes(storedBytes(image))],
    ['Repository', repository && `${code(repository.name)}${repository.created ? ', created by this run' : ''}`],
    ['Not pushed', notPushed],
  ];
  return [
    `### ecr-publish: ${failed ? 'failed' : notPushed ? 'built, not pushed' : 'published'}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.flatMap(([name, value]) => (value ? [`| ${name} | ${value} |`] : [])),
    `| Time | ${time(report.phases)} |`,
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const list = (values: string[]): string | undefined => (values.length > 0 ? values.map(code).join(' ') : undefined);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB compressed`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const time = (phases: Phase[]): string =>
  [...phases]
    .sort((a, b) => a.start - b.start)
    .map(({ name, start, end }) => `${name} ${seconds(end - start)}`)
    .join(' · ');
