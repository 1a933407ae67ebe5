// Where a build's image goes. Pure.
import type { Output } from '../build/arguments.ts';
import type { Builder } from '../build/builder.ts';
import type { Draft } from '../plan/draft.ts';
import type { PlannedTag, TagAction } from '../plan/plan.ts';
import type { Request } from '../request/request.ts';

/**
 * What AWS will most likely answer as the repository's URI.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 * @returns undefined where nothing speaks for one
 */
export function likelyUri({ repository: { name, endpoint }, aws }: Request): string | undefined {
  if (endpoint) return `${endpoint}/${name}`;
  const account = aws.roles.at(-1)?.split(':')[4] ?? (aws.allowedAccounts.length === 1 ? aws.allowedAccounts[0] : '');
  // The isolated and the sovereign clouds have other names.
  if (!account || /-iso|^eusc-/.test(aws.region)) return undefined;
  const domain = aws.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${account}.dkr.ecr.${aws.region}.${domain}/${name}`;
}

export const hostOf = (uri: string): string => uri.slice(0, uri.indexOf('/'));

/**
 * By digest where the builder can; where it cannot, a tag that is new or never moves goes first.
 * @param tags what is planned for them, if that is known
 */
export function toOutput(builder: Builder, uri: string, { version }: Draft, tags: PlannedTag[] = []): Output {
  if (builder.pushesByDigest) return { push: 'digest', uri };
  const order: TagAction[] = ['create', 'match', 'move', 'keep'];
  const [first] = order.flatMap((action) => tags.filter((tag) => tag.action === action));
  return { push: 'tag', uri, tag: first?.tag ?? version };
}
