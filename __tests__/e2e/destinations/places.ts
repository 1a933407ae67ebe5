// Four registries as one build meets them: two regions of ECR, another account's, and one that is not AWS's. Each answers at a port
// of its own and takes its own password only; what was sent where is noted, with the credentials.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { hash } from 'bcryptjs';
import { createGitHubProvider, createRole, publishing, trustGitHub } from '../../../stack/iam.ts';
import { MAIN } from '../../../stack/runner.ts';
import { startDistribution } from '../../../stack/servers/registry.ts';
import type { Inputs } from '../action.ts';
import { freshName } from '../project.ts';
import { type Answer, bytes, operationOf } from '../proxy.ts';
import { stack } from '../stack.ts';

export type Place = 'home' | 'abroad' | 'other' | 'hub';
export const PLACES: Place[] = ['home', 'abroad', 'other', 'hub'];

const OTHER_ACCOUNT = '210987654321';
const { account, region, endpoint } = stack.aws;
const ECR = {
  home: { account, region },
  abroad: { account, region: 'eu-west-1' },
  other: { account: OTHER_ACCOUNT, region: 'us-east-1' },
};
type EcrPlace = keyof typeof ECR;
const isEcr = (place: Place): place is EcrPlace => place in ECR;

/** In place of a status, where there was no answer. */
const BROKEN = 599;

export type Noted = {
  /** `sts` where a role is assumed, `github` where an id token is asked for. */
  place: Place | 'sts' | 'github';
  /** As AWS names it, or `PUT /v2/…`. */
  operation: string;
  /** Everything that may carry a credential: the headers, the address and the body. */
  sent: string;
  status: number;
};

/** What to answer instead of a place; undefined lets a request pass, a promise keeps it waiting. */
export type Fault = (place: Noted['place'], operation: string) => Answer | undefined | Promise<Answer | undefined>;

export type Places = AsyncDisposable & {
  inputs: Inputs;
  env: Record<string, string>;
  /** One request after the other, as they came in. */
  requests: Noted[];
  /** May be changed between runs. */
  faults: { now: Fault };
  /** What is secret to one place: keys of its session, its password. */
  secretsOf(place: Place): string[];
  /** Each tag and its digest, past the action. */
  tagsOf(place: Place): Promise<Record<string, string>>;
  /** Whether the manifest is there, with all that it names. */
  holds(place: Place, digest: string): Promise<boolean>;
  /** How often a builder was told to build. */
  builds(): number;
  roles: Record<EcrPlace, string>;
  /** Another user of the hub, whose password is in SECOND_PASSWORD. */
  second: { user: string; password: string };
  hosts: Record<Place, string>;
  /** Of the images, everywhere. */
  repository: string;
};

const rootOf = (place: EcrPlace): ECRClient =>
  new ECRClient({
    region: ECR[place].region,
    endpoint,
    // To MiniStack an account's number is its root's key.
    credentials: { accessKeyId: ECR[place].account, secretAccessKey: 'test' },
  });

/** @param also what the input `destinations` has besides, for each place, such as `tags: latest` */
export async function startPlaces(
  builder = stack.builders[0],
  also: Partial<Record<Place, string>> = {},
): Promise<Places> {
  const repository = freshName();
  await createGitHubProvider({ ...stack.aws, account: OTHER_ACCOUNT, root: rootKeys(OTHER_ACCOUNT) }).catch(
    (error: Error) => {
      // Another test was first.
      if (error.name !== 'EntityAlreadyExistsException') throw error;
    },
  );
  const made = Object.keys(ECR).map(async (name) => {
    const place = name as EcrPlace;
    const aws = { ...stack.aws, ...ECR[place], root: rootKeys(ECR[place].account) };
    const arn = await createRole(aws, {
      name: `${place}-${randomUUID()}`,
      trust: trustGitHub(aws.account, MAIN),
      statements: publishing(aws, repository),
    });
    return [place, arn] as const;
  });
  const roles = Object.fromEntries(await Promise.all(made)) as Places['roles'];

  const dir = mkdtempSync(join(stack.dir, 'places-'));
  mkdirSync(join(dir, 'logs'));
  mkdirSync(join(dir, 'tmp'));
  const passwords = Object.fromEntries(
    PLACES.map((place) => [place, `password-of-${place}-${randomUUID()}`]),
  ) as Record<Place, string>;
  const authOf = (place: Place) =>
    Buffer.from(`${isEcr(place) ? 'AWS' : 'ada'}:${passwords[place]}`).toString('base64');
  const second = { user: 'bob', password: `password-of-bob-${randomUUID()}` };
  const users = await Promise.all([hash(passwords.hub, 4), hash(second.password, 4)]);
  writeFileSync(join(dir, 'htpasswd'), `ada:${users[0]}\nbob:${users[1]}\n`);
  const hub = await startDistribution({ dir, signal: undefined }, 'hub', {
    htpasswd: { realm: 'hub', path: join(dir, 'htpasswd') },
  });

  const requests: Noted[] = [];
  const faults: { now: Fault } = { now: () => undefined };
  const secrets = new Map<Place, Set<string>>(
    PLACES.map((place) => [place, new Set([passwords[place], authOf(place)])]),
  );

  const listen = async (
    placeOf: (incoming: IncomingMessage) => Noted['place'],
    answer: (noted: Noted, incoming: IncomingMessage, body: Buffer) => Promise<Passed>,
  ) => {
    const server = createServer(async (incoming, outgoing) => {
      let noted: Noted | undefined;
      try {
        const body = await bytes(incoming);
        const operation = operationOf(incoming, body);
        const place = operation.startsWith('AssumeRole') ? 'sts' : placeOf(incoming);
        const sent = `${JSON.stringify(incoming.headers)} ${incoming.url} ${body.toString('latin1')}`;
        noted = { place, operation, sent, status: 0 };
        requests.push(noted);
        const wrong = await faults.now(place, operation);
        if (wrong === 'reset') throw new Error('reset');
        const passed = wrong
          ? {
              status: wrong.status,
              headers: { 'content-type': 'application/x-amz-json-1.1', ...wrong.headers },
              body: typeof wrong.body === 'string' ? wrong.body : JSON.stringify(wrong.body),
            }
          : await answer(noted, incoming, body);
        noted.status = passed.status;
        outgoing.writeHead(passed.status, passed.headers).end(passed.body);
      } catch {
        if (noted) noted.status = BROKEN;
        incoming.socket.destroy();
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return { server, port: (server.address() as AddressInfo).port };
  };

  const aws = await listen(
    ({ headers: { authorization = '' } }) => {
      const [, at] = authorization.match(/Credential=[^/]+\/\d+\/([^/]+)\//) ?? [];
      return PLACES.find((place) => isEcr(place) && ECR[place].region === at) ?? 'sts';
    },
    async ({ place, operation, sent }, incoming, body) => {
      const passed = await pass(endpoint, incoming, body);
      if (place === 'sts') {
        // Whose session it is.
        const text = passed.body.toString();
        const of = Object.keys(roles).find((each) =>
          sent.includes(encodeURIComponent(roles[each as EcrPlace])),
        ) as EcrPlace;
        for (const [, , value = ''] of text.matchAll(/<(AccessKeyId|SecretAccessKey|SessionToken)>([^<]+)</g)) {
          secrets.get(of)?.add(value);
        }
      }
      if (operation !== 'GetAuthorizationToken' || passed.status !== 200) return passed;
      const { authorizationData } = JSON.parse(passed.body.toString());
      // MiniStack has the same one for all.
      authorizationData[0].authorizationToken = authOf(place as Place);
      return { ...passed, headers: {}, body: Buffer.from(JSON.stringify({ authorizationData })) };
    },
  );
  const github = await listen(
    () => 'github',
    (_, incoming, body) => pass(stack.github.tokenUrl, incoming, body),
  );
  const fronts = Object.fromEntries(
    await Promise.all(
      PLACES.map(async (place) => {
        const front = await listen(
          () => place,
          async (_, incoming, body) => {
            if (!isEcr(place)) return pass(`http://${hub.host}`, incoming, body);
            if (incoming.headers.authorization !== `Basic ${authOf(place)}`) return UNAUTHORIZED;
            // MiniStack knows the account and the region of a registry by its host.
            const host = `${ECR[place].account}.dkr.ecr.${ECR[place].region}.amazonaws.com`;
            return pass(endpoint, incoming, body, host);
          },
        );
        return [place, front] as const;
      }),
    ),
  ) as Record<Place, Awaited<ReturnType<typeof listen>>>;
  const hosts = Object.fromEntries(
    PLACES.map((place) => [place, `localhost:${fronts[place].port}`]),
  ) as Places['hosts'];

  const entry = (place: Place) =>
    [
      `- name: ${place}`,
      ...(isEcr(place)
        ? [
            `  repository: ${repository}`,
            `  aws-region: ${ECR[place].region}`,
            `  role-to-assume: ${roles[place]}`,
            `  registry-endpoint: ${hosts[place]}`,
          ]
        : [`  image: ${hosts[place]}/${repository}`, '  username: ada', '  password-env: HUB_PASSWORD']),
      // The others are of one account.
      ...(place === 'hub' || place === 'other' ? ['  copy-from: home'] : []),
      ...(also[place] ? [`  ${also[place]}`] : []),
    ].join('\n');

  const { folder, count } = countingBuilder(dir, builder?.env.PATH ?? '');
  const look = async (place: Place, path: string) =>
    fetch(`http://${place === 'hub' ? hub.host : hosts[place]}/v2/${repository}/${path}`, {
      headers: {
        authorization: `Basic ${authOf(place)}`,
        accept: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json',
      },
    });
  async function holds(place: Place, digest: string): Promise<boolean> {
    const answer = await look(place, `manifests/${digest}`);
    if (!answer.ok) return false;
    const {
      config,
      layers = [],
      manifests = [],
    } = (await answer.json()) as Record<string, { digest: string }[]> & {
      config?: { digest: string };
    };
    const blobs = [...(config ? [config] : []), ...layers].map(
      async ({ digest }) => (await look(place, `blobs/${digest}`)).ok,
    );
    const children = manifests.map(({ digest }) => holds(place, digest));
    return (await Promise.all([...blobs, ...children])).every(Boolean);
  }

  const servers = [aws.server, github.server, ...Object.values(fronts).map(({ server }) => server)];
  return {
    inputs: { destinations: PLACES.map(entry).join('\n') },
    env: {
      ...builder?.env,
      PATH: [folder, builder?.env.PATH].join(delimiter),
      AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}`,
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${github.port}/token?sub=${encodeURIComponent(MAIN)}`,
      HUB_PASSWORD: passwords.hub,
      SECOND_PASSWORD: second.password,
    },
    requests,
    faults,
    roles,
    second,
    hosts,
    repository,
    secretsOf: (place) => [...(secrets.get(place) ?? [])],
    builds: count,
    async tagsOf(place) {
      if (isEcr(place)) {
        const found = await rootOf(place)
          .send(new DescribeImagesCommand({ repositoryName: repository }))
          .catch((error: Error) => {
            if (error.name === 'RepositoryNotFoundException') return { imageDetails: [] };
            throw error;
          });
        return Object.fromEntries(
          (found.imageDetails ?? []).flatMap(({ imageTags = [], imageDigest = '' }) =>
            imageTags.map((tag) => [tag, imageDigest]),
          ),
        );
      }
      const { tags } = (await (await look(place, 'tags/list')).json()) as { tags?: string[] | null };
      const found = (tags ?? []).map(async (tag) => {
        const answer = await look(place, `manifests/${tag}`);
        return [tag, answer.headers.get('docker-content-digest') ?? ''];
      });
      return Object.fromEntries(await Promise.all(found));
    },
    holds,
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.closeAllConnections();
      await Promise.all([...servers.map((server) => new Promise((closed) => server.close(closed))), hub.stop()]);
    },
  };
}

/** Makes a repository before the action does, such as one with immutable tags. */
export const makeRepository = async (
  place: EcrPlace,
  { repository: repositoryName }: Places,
  immutable: boolean,
): Promise<void> => {
  const imageTagMutability = immutable ? 'IMMUTABLE' : 'MUTABLE';
  await rootOf(place).send(new CreateRepositoryCommand({ repositoryName, imageTagMutability }));
};

const rootKeys = (account: string) => ({ accessKeyId: account, secretAccessKey: 'test' });

type Passed = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer | string };

const UNAUTHORIZED: Passed = {
  status: 401,
  headers: { 'www-authenticate': 'Basic realm="ECR"', 'content-type': 'application/json' },
  body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
};

/** The signature covers the Host header, so it goes on as it came, unless it is given. */
async function pass(
  origin: string,
  { url, method, headers }: IncomingMessage,
  body: Buffer,
  host?: string,
): Promise<Passed> {
  const sent = { ...headers, ...(host && { host }) };
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    send(new URL(url ?? '/', origin), { method, headers: sent, agent: false }, resolve)
      .on('error', reject)
      .end(body),
  );
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await bytes(answer) };
}

/** Programs before the builder's own that note each build. */
function countingBuilder(dir: string, path: string) {
  const folder = join(dir, 'bin');
  const log = join(dir, 'builds');
  mkdirSync(folder);
  writeFileSync(log, '');
  for (const name of ['buildctl', 'buildx', 'docker']) {
    const script = `#!/bin/sh\ncase " $* " in *" build "*) echo "$*" >>'${log}';; esac\nPATH='${path}' exec ${name} "$@"\n`;
    writeFileSync(join(folder, name), script, { mode: 0o755 });
  }
  return { folder, count: () => readFileSync(log, 'utf8').split('\n').length - 1 };
}

/** The requests that carry a secret of another place. */
export const crossed = ({ requests, secretsOf }: Places): string[] =>
  requests.flatMap(({ place, operation, sent }) => {
    const found = PLACES.filter((each) => each !== place && secretsOf(each).some((secret) => sent.includes(secret)));
    return found.map((each) => `${operation} at ${place} carries what is ${each}'s`);
  });
