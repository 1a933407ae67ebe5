import { digestsByPlatform, storedBytes } from '../image/manifest.ts';
import { ecrHost } from '../job/values.ts';
import { cut } from '../lib/failure.ts';
import type { Plan, PlannedTag } from '../publish/plan.ts';
import type { PutTag } from '../publish/put-tags.ts';
import { type DestinationResult, type Phase, type Result, type Told, toldOf } from '../publish/result.ts';
import { hostOf } from '../registry/registry.ts';
import { otherVersion } from './outputs.ts';
import { duration, toTimeline } from './timeline.ts';

/** A summary of more than 1 MiB is dropped whole: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const MOST_BYTES = 1_000_000;
/** In characters. */
const MOST_IN_FENCE = 60_000;

/** Pure: the job's summary in Markdown: the result first, what one may want to look up folded away. */
export function toSummary(result: Result): string {
  const told = toldOf(result);
  const several = result.destinations.length > 1;
  const parts = [
    [`### ecr-publish: ${titleOf(told)}`],
    told.error ? [fence(told.error.message)] : [],
    told.notPushed ? [told.notPushed.includes('\n') ? fence(told.notPushed) : plain(told.notPushed)] : [],
    several ? destinationsTable(result) : imageLines(told),
    ...result.destinations.map((each) => tagsTable(each, several, result.dryRun)),
    [factsOf(told)].filter(Boolean),
    ...result.notes.map((note) => [fence(note)]),
    ...result.policies.map((each) => [each]),
    result.destinations.flatMap((each) => rollback(each, several)),
  ];
  const whole = join([...parts, labels(told), timeline(result.phases)]);
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  return join([...parts.slice(0, 6), ['The rest is too long for a summary: see the log of this step.']]);
}

const join = (parts: string[][]): string =>
  `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;

function titleOf({ action, error, dryRun, notPushed, metadata, image, destinations }: Told): string {
  const done = action === 'promote' ? 'promoted' : 'published';
  if (error) return 'failed';
  if (dryRun) return 'dry run';
  // With tag-conflict: skip-push the image is the one that stands in the way.
  if (notPushed) return image ? `not ${done}` : metadata ? 'built, not pushed' : 'not pushed';
  const published = destinations.filter((each) => each.image && !each.notPushed);
  if (published.length < destinations.length) {
    return `${done} to ${published.length} of ${destinations.length} destinations`;
  }
  if (published.every(({ tags }) => tags.length === 0)) return 'pushed, but no tag points at the image';
  return metadata || action === 'promote' ? done : `${done}, without a build`;
}

const imageLines = ({ uri, image }: Partial<DestinationResult>): string[] =>
  uri && image ? [code(`${uri}@${image[0].digest}`)] : [];

/** What became of each, where there are several. */
function destinationsTable({ destinations, dryRun }: Result): string[] {
  const state = ({ error, notPushed, reused, copiedFrom, image, plan }: DestinationResult): string => {
    if (error) return `failed: ${plain(error.message.split(/\r|\n/)[0] ?? '')}`;
    if (dryRun && plan) return [planOf(plan), plain(notPushed ?? '')].join('. ');
    if (notPushed) return `not pushed: ${plain(notPushed)}`;
    if (!image) return 'not reached';
    if (copiedFrom) return `copied from ${code(copiedFrom, true)}`;
    return reused ? 'was there' : 'published';
  };
  const rows = destinations.map((each) => {
    const image = [...imageLines(each), consoleLink(each)].filter(Boolean).join(' · ');
    return `| ${code(each.name, true)} | ${state(each)} | ${image} |`;
  });
  return ['| Destination | | Image |', '|---|---|---|', ...rows];
}

/** What became of each tag; on a dry run, what would. */
function tagsTable({ name, put, plan }: DestinationResult, several: boolean, dryRun: boolean): string[] {
  const show = (digest: string) => code(digest);
  const rows = put
    ? put.map((tag) => [tag.tag, changeOf(tag, show)])
    : dryRun && plan
      ? plan.tags.map((tag) => [tag.tag, plannedChangeOf(tag, plan.tagConflict, show)])
      : [];
  if (rows.length === 0) return [];
  return [
    `| ${several ? `Tag at ${code(name, true)}` : 'Tag'} | |`,
    '|---|---|',
    ...rows.map(([tag = '', change]) => `| ${code(tag, true)} | ${change} |`),
  ];
}

/**
 * What became of a tag, in words.
 * @param show how a digest is written
 * @param to the digest that it points at now, where that is to be said
 */
export function changeOf({ action, now = '', done }: PutTag, show = (digest: string) => digest, to?: string): string {
  if (action === 'stay') return `stays at ${show(now)}, a newer commit's image (tag-order is newest-commit)`;
  if (action === 'conflict') return `stays at ${show(now)}: it is immutable`;
  if (!done) return 'not put';
  if (action === 'move') return `moved from ${show(now)}${to ? ` to ${show(to)}` : ''}`;
  return action === 'create' ? 'created' : 'unchanged';
}

function plannedChangeOf(
  { action, now = '' }: PlannedTag,
  tagConflict: Plan['tagConflict'],
  show: (digest: string) => string,
): string {
  switch (action) {
    case 'create':
      return 'would be created';
    case 'move':
      return `would be moved from ${show(now)}`;
    case 'keep':
      return 'unchanged';
    case 'match':
      return `unchanged if the build gives ${show(now)} again, otherwise a conflict`;
    case 'stay':
      return `would stay at ${show(now)}, a newer commit's image (tag-order is newest-commit)`;
    case 'conflict':
      return `${CONFLICTS[tagConflict]}: it is immutable, and points at ${show(now)} (tag-conflict is ${tagConflict})`;
    case 'unknown':
      return 'not looked up';
  }
}

const CONFLICTS: Record<Plan['tagConflict'], string> = {
  fail: 'would fail',
  keep: 'would stay',
  'skip-push': 'would stay, and nothing would be pushed',
};

const planOf = ({ action, why, image, createRepository, repository }: Plan): string =>
  [
    image ? `would ${action} ${code(image.digest)}` : `would build: ${plain(why ?? '')}`,
    ...(createRepository ? [`would create the repository ${code(repository)}`] : []),
  ].join(', ');

/** On one line what one wants to know of the image. */
function factsOf(told: Told): string {
  const { draft, image, phases, plan, metadata, destinations, dryRun } = told;
  const several = destinations.length > 1;
  const index = image?.[0].manifest.manifests;
  const platforms = image && index ? Object.keys(digestsByPlatform(image)) : (draft?.build.platforms ?? []);
  const version = otherVersion(told);
  const why = destinations.find(({ plan }) => plan?.why)?.plan?.why;
  const facts = [
    draft?.commit.sha && `commit ${commitLink(told)}`,
    platforms.length > 0 && platforms.map((platform) => code(platform)).join(' '),
    image && size(storedBytes(image)),
    phases.length > 0 && duration(Math.max(...phases.map(({ end }) => end))),
    ...destinations.map(({ repository }) => repository?.created && `repository ${code(repository.name)} created`),
    !several && consoleLink(told),
    dryRun && !several && plan && planOf(plan),
    metadata
      ? why && `built: ${plain(why)}`
      : told.reused && (told.action === 'promote' ? 'this image was there' : 'not built: this image was there'),
    !several && told.copiedFrom && `copied from ${code(told.copiedFrom)}`,
    version && `version ${code(version)}, as the label of the image that was there has it`,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** A link only where the image says that it is from there, and not where a label of the user's own says something else. */
function commitLink({ draft }: Told): string {
  const { sha = '' } = draft?.commit ?? {};
  const short = code(sha.slice(0, 7));
  const source = draft?.build.labels['org.opencontainers.image.source'] ?? '';
  const isRepository = /^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+$/.test(source);
  return isRepository ? `[${short}](${source.replace(/\.git$/, '')}/commit/${encodeURIComponent(sha)})` : short;
}

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-info.html; each partition has a console of its own. */
function consoleLink({ uri = '', repository, image }: Partial<DestinationResult>): string | undefined {
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

/** Points the tags that were moved back to where they were. */
function rollback({ name, put = [], uri = '', repository }: DestinationResult, several: boolean): string[] {
  const moved = put.filter(({ action, done, now }) => action === 'move' && done && now);
  if (moved.length === 0 || !repository) return [];
  const { account, region } = ecrHost(hostOf(uri)) ?? {};
  const commands = [...new Set(moved.map(({ now = '' }) => now))].flatMap((digest) => {
    const tags = moved.filter(({ now }) => now === digest).map(({ tag }) => tag);
    if (!region) {
      // Without it a manifest is wrapped into a new index: https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
      const options = tags.map((tag) => `--tag ${uri}:${tag}`).join(' ');
      return [`docker buildx imagetools create --prefer-index=false ${options} ${uri}@${digest}`];
    }
    const query =
      'images[0].{registryId:registryId,repositoryName:repositoryName,imageManifest:imageManifest,imageManifestMediaType:imageManifestMediaType}';
    return [
      `aws ecr batch-get-image --region ${region} --registry-id ${account} --repository-name ${repository.name} --image-ids imageDigest=${digest} --query '${query}' >image.json`,
      ...tags.map(
        (tag) => `aws ecr put-image --region ${region} --cli-input-json file://image.json --image-tag ${tag}`,
      ),
    ];
  });
  const title = `Roll back ${moved.map(({ tag }) => code(tag)).join(', ')}${several ? ` at ${code(name)}` : ''}`;
  return details(title, fence(commands.join('\n'), 'sh'));
}

function labels({ labels }: Told): string[] {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return [];
  return details('Labels', fence(entries.map(([name, value]) => `${name}=${cut(value)}`).join('\n')));
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
function code(text: string, inTable = false): string {
  const ticks = ticksFor(text, 1);
  const space = ticks === '`' ? '' : ' ';
  const line = oneLine(text);
  return `${ticks}${space}${inTable ? line.replaceAll('|', '\\|') : line}${space}${ticks}`;
}

/** A block of text as it is. */
function fence(text: string, language = 'text'): string {
  const ticks = ticksFor(text, 3);
  const shown = text.length > MOST_IN_FENCE ? `${text.slice(0, MOST_IN_FENCE)}\n… (the rest is in the log)` : text;
  return `${ticks}${language}\n${shown.replace(/\r\n?/g, '\n')}\n${ticks}`;
}

const ticksFor = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)));

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const size = (bytes: number): string =>
  `${bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`} compressed`;
