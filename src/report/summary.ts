import { digestsByPlatform, storedBytes } from '../image/manifest.ts';
import { ecrHost } from '../job/values.ts';
import type { PlannedTag } from '../publish/plan.ts';
import { type DestinationResult, type Phase, type Result, type Told, toldOf } from '../publish/result.ts';
import { hostOf } from '../registry/registry.ts';
import { otherVersion } from './outputs.ts';
import { duration, toTimeline } from './timeline.ts';

/** Pure: the job's summary in Markdown: the result first, what one may want to look up folded away. */
export function toSummary(result: Result): string {
  const told = toldOf(result);
  const several = result.destinations.length > 1;
  const parts = [
    [`### ecr-publish: ${titleOf(told)}`],
    told.error ? [fence(told.error.message)] : [],
    told.notPushed ? [plain(told.notPushed)] : [],
    several ? destinationsTable(result.destinations) : imageLines(told),
    ...result.destinations.map((each) => tagsTable(each, several, result.dryRun)),
    [factsOf(told)].filter(Boolean),
    ...result.notes.map((note) => [fence(note)]),
    result.destinations.flatMap(rollback),
    labels(told),
    timeline(result.phases),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function titleOf({ error, notPushed, metadata, reused }: Told): string {
  if (error) return 'failed';
  if (notPushed) return metadata ? 'built, not pushed' : 'not pushed';
  return reused ? 'published, without a build' : 'published';
}

const imageLines = ({ uri, image }: Partial<DestinationResult>): string[] =>
  uri && image ? [code(`${uri}@${image[0].digest}`)] : [];

/** What became of each, where there are several. */
function destinationsTable(destinations: DestinationResult[]): string[] {
  const state = ({ error, notPushed, reused, image }: DestinationResult): string => {
    if (error) return `failed: ${plain(error.message.split(/\r|\n/)[0] ?? '')}`;
    if (notPushed) return `not pushed: ${plain(notPushed)}`;
    if (!image) return 'not reached';
    return reused ? 'was there' : 'published';
  };
  return [
    '| Destination | | Image |',
    '|---|---|---|',
    ...destinations.map((each) => `| ${code(each.name)} | ${state(each)} | ${imageLines(each)[0] ?? ''} |`),
  ];
}

/** What became of each tag; on a dry run, what would. */
function tagsTable({ name, put, plan }: DestinationResult, several: boolean, dryRun: boolean): string[] {
  const tags = put ?? (dryRun ? plan?.tags : undefined) ?? [];
  if (tags.length === 0) return [];
  return [
    `| ${several ? `Tag at ${code(name)}` : 'Tag'} | |`,
    '|---|---|',
    ...tags.map((tag) => `| ${code(tag.tag)} | ${changeOf(tag, put ? '' : 'would be ')} |`),
  ];
}

function changeOf({ action, now }: PlannedTag, would: string): string {
  if (action === 'move' && now) return `${would}moved from ${code(now)}`;
  return action === 'create' ? `${would}created` : CHANGES[action];
}

/** In words, for the log and the summary. */
export const CHANGES: Record<PlannedTag['action'], string> = {
  create: 'created',
  move: 'moved',
  keep: 'unchanged',
  match: 'unchanged if the build gives the same image',
  conflict: 'stays: immutable, and at another image',
  stay: "stays at a newer commit's image",
  unknown: 'not looked up',
};

/** On one line what one wants to know of the image. */
function factsOf(told: Told): string {
  const { draft, image, repository, phases, plan, reused, metadata } = told;
  const index = image?.[0].manifest.manifests;
  const platforms = image && index ? Object.keys(digestsByPlatform(image)) : (draft?.build.platforms ?? []);
  const version = otherVersion(told);
  const facts = [
    draft?.commit.sha && `commit ${commitLink(told)}`,
    platforms.length > 0 && platforms.map(code).join(' '),
    image && size(storedBytes(image)),
    phases.length > 0 && duration(Math.max(...phases.map(({ end }) => end))),
    repository?.created && `repository ${code(repository.name)} created`,
    consoleLink(told),
    reused ? 'not built: this image was there' : metadata && plan?.why && `built: ${plain(plan.why)}`,
    version && `version ${code(version)}, as the label of the image that was there has it`,
  ];
  return facts.filter(Boolean).join(' · ');
}

function commitLink({ draft }: Told): string {
  const { sha = '' } = draft?.commit ?? {};
  const source = draft?.build.labels['org.opencontainers.image.source'] ?? '';
  const short = sha.slice(0, 7);
  return /^https:\/\/[\w.:/-]+$/.test(source)
    ? `[${code(short)}](${source}/commit/${encodeURIComponent(sha)})`
    : code(short);
}

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-info.html; each partition has a console of its own. */
function consoleLink({ uri = '', repository, image }: Told): string | undefined {
  const { account, region } = ecrHost(hostOf(uri)) ?? {};
  if (!account || !region || !repository || !image) return undefined;
  const host = CONSOLES.find(([regions]) => regions.test(region))?.[1];
  if (!host) return undefined;
  const path = `ecr/repositories/private/${account}/${repository.name}/_/image/${image[0].digest}/details`;
  return `[ECR console](https://${region}.${host}/${path}?region=${region})`;
}

/** The console of each partition by its regions; those of isolated partitions are not public. */
const CONSOLES: [RegExp, string?][] = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/^eusc-/, 'console.amazonaws-eusc.eu'],
  [/-iso[a-z]?-/],
  [/./, 'console.aws.amazon.com'],
];

/** Points the first tag that was moved back to where it was. */
function rollback({ put = [], uri = '', repository }: DestinationResult): string[] {
  const moved = put.find(({ action, now }) => action === 'move' && now);
  if (!moved || !repository) return [];
  const { tag, now = '' } = moved;
  const { region } = ecrHost(hostOf(uri)) ?? {};
  const command = region
    ? [
        `manifest=$(aws ecr batch-get-image --region ${region} --repository-name ${repository.name} --image-ids imageDigest=${now} --query 'images[0].imageManifest' --output text)`,
        `aws ecr put-image --region ${region} --repository-name ${repository.name} --image-tag ${tag} --image-digest ${now} --image-manifest "$manifest"`,
      ].join('\n')
    : `docker buildx imagetools create --tag ${uri}:${tag} ${uri}@${now}`;
  return details(`Roll ${code(tag)} back`, fence(command, 'sh'));
}

function labels({ labels }: Told): string[] {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return [];
  return details('Labels', fence(entries.map(([name, value]) => `${name}=${value}`).join('\n')));
}

const timeline = (phases: Phase[]): string[] =>
  phases.length === 0 ? [] : details('Timeline', fence(toTimeline(phases).join('\n')));

const details = (title: string, body: string): string[] => [
  `<details><summary>${title.replace(/`([^`]*)`/g, '<code>$1</code>')}</summary>`,
  '',
  body,
  '',
  '</details>',
];

// What stands there may come from a Dockerfile, an event or a registry. Source: https://github.github.com/gfm/

/** Text that is no Markdown, HTML or mathematics, on one line. */
const plain = (text: string): string => oneLine(text).replace(/[\\`*_~[\]<>&|$]/g, '\\$&');

/** Between more backticks than it holds, nothing but a table's bars means anything. */
function code(text: string): string {
  const ticks = ticksFor(text, 1);
  const space = ticks === '`' ? '' : ' ';
  return `${ticks}${space}${oneLine(text).replaceAll('|', '\\|')}${space}${ticks}`;
}

/** A block of text as it is. */
function fence(text: string, language = 'text'): string {
  const ticks = ticksFor(text, 3);
  return `${ticks}${language}\n${text.replace(/\r\n?/g, '\n')}\n${ticks}`;
}

const ticksFor = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const size = (bytes: number): string =>
  `${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} compressed`;
