// The roles and the repository that pull requests have beside the publisher's. Pure.
import type { Settings } from '../settings/schema.ts';
import { type Configuration, placeOf, type Role, rolesFor, suggestedRole } from './roles.ts';
import { repositoryArn, type Statement } from './statements.ts';
import { pullRequestRun, type Run } from './trust-policy.ts';

const REPOSITORY = '/pull-requests';
const ROLE = '-pull-requests';
/** Of a role's name. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 64;

/** The publisher's configuration: a run of a pull request may have been given its own by an expression. */
export function publisherOf(given: Configuration): Configuration {
  const { aws, repository } = given;
  const roles = aws.roles.length > 0 ? aws.roles : [suggestedRole(aws.region)];
  return {
    ...given,
    aws: { ...aws, roles: roles.map((role) => without(ROLE, role)) },
    repository: {
      ...repository,
      name: without(REPOSITORY, repository.name),
      ...(repository.cache && { cache: repository.cache.replace(`${REPOSITORY}/cache`, '/cache') }),
    },
  };
}

/** What a publisher's configuration is for its pull requests. Every one of them can have it, so it makes and changes nothing. */
export function pullRequestOf({ aws, repository, ...rest }: Configuration): Configuration {
  const name = `${repository.name}${REPOSITORY}`;
  return {
    ...rest,
    aws: { ...aws, roles: aws.roles.map(pullRequestRole) },
    repository: {
      name,
      mode: repository.mode === 'off' ? 'off' : 'verify',
      template: false,
      force: false,
      ...(repository.cache && { cache: `${name}/cache` }),
    },
  };
}

/** The roles for the pull requests of a publisher: the last one publishes to their repository, and reads the publisher's. */
export function pullRequestRoles(publisher: Configuration, settings: Settings, run: Run): Role[] {
  const roles = rolesFor(pullRequestOf(publisher), settings, pullRequestRun(run));
  return roles.map((role, at) => (at === roles.length - 1 ? withPull(role, publisher) : role));
}

function withPull(role: Role, { aws, repository: { name, cache } }: Configuration): Role {
  const place = placeOf(aws.roles.at(-1) ?? '', aws.region);
  const statement: Statement = {
    Effect: 'Allow',
    Action: [
      ...(cache ? ['ecr:DescribeRepositories'] : []),
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
    ],
    Resource: [name, ...(cache ? [cache] : [])].map((each) => repositoryArn(each, place)),
  };
  return { ...role, identity: { ...role.identity, Statement: [...role.identity.Statement, statement] } };
}

const pullRequestRole = (arn: string): string =>
  arn.replace(/[^/]+$/, (name) => `${name.slice(0, MOST_CHARACTERS - ROLE.length)}${ROLE}`);

const without = (suffix: string, text: string): string =>
  text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
