import type { Call } from './needed-actions.ts';

export type Statement = {
  Effect: string;
  Principal?: Record<string, string>;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};

export type Policy = { Version: '2012-10-17'; Statement: Statement[] };

export const policyOf = (Statement: Statement[]): Policy => ({ Version: '2012-10-17', Statement });

/** Where things are, for their ARNs. */
export type Place = { partition: string; region: string; account: string };

/** The names of what the calls are allowed on. */
export type Resources = {
  repository: string;
  cache?: string | undefined;
  key?: string | undefined;
  /** ARN. */
  signingProfile?: string | undefined;
};

export const repositoryArn = (name: string, { partition, region, account }: Place): string =>
  `arn:${partition}:ecr:${region}:${account}:repository/${name}`;

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistrypublic.html */
const publicRepositoryArn = (name: string, { partition, account }: Place): string =>
  `arn:${partition}:ecr-public::${account}:repository/${name}`;

/** Pure: the statements that allow exactly these calls, one for each resource. */
export function identityStatements(calls: Call[], resources: Resources, place: Place): Statement[] {
  const repository = (name = '') => repositoryArn(name, place);
  const on: Record<Call['resource'], () => Pick<Statement, 'Resource' | 'Condition'>> = {
    '*': () => ({ Resource: '*' }),
    repository: () => ({ Resource: repository(resources.repository) }),
    'public repository': () => ({ Resource: publicRepositoryArn(resources.repository, place) }),
    cache: () => ({ Resource: repository(resources.cache) }),
    key: () => keyResource(resources.key ?? '', place),
    'signing profile': () => ({ Resource: resources.signingProfile ?? '' }),
  };
  return (Object.keys(on) as Call['resource'][]).flatMap((resource) => {
    const actions = calls.filter((call) => call.resource === resource).map(({ action }) => action);
    return actions.length > 0 ? [{ Effect: 'Allow', Action: actions, ...on[resource]() }] : [];
  });
}

/**
 * An alias is no resource of these actions: the key that has it is.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyResource(key: string, place: Place): Pick<Statement, 'Resource' | 'Condition'> {
  const inPlace = `arn:${place.partition}:kms:${place.region}:${place.account}:`;
  const arn = key.startsWith('arn:') ? key : `${inPlace}${key.startsWith('alias/') ? key : `key/${key}`}`;
  const [, owner, alias] = arn.match(/^(.*:)(alias\/.*)$/) ?? [];
  if (!alias) return { Resource: arn };
  return {
    Resource: `${owner}key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
  };
}
