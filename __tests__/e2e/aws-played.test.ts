// What AWS does by its documents, its models and other people's reports, and no emulator does: a proxy plays it, and lets the rest pass.
// Each test names its source.
import { CreateRepositoryCommand, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { publishing, runAction } from './action.ts';
import { commit, freshName, project } from './project.ts';
import { type Answer, type Fault, startProxy } from './proxy.ts';
import { root, tagsOf } from './registry.ts';
import { answering, made, messages, publishWith, readBack, writes } from './settings.ts';

const error = (name: string, message = 'said by the test'): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.ecr#${name}`, message },
});

/** Answers so for the first time, or times, that an operation matches. */
function first(matches: (operation: string, request: string) => boolean, answer: Answer, times = 1): Fault {
  let left = times;
  return (operation, request) => (matches(operation, request) && left-- > 0 ? answer : undefined);
}

const is = (name: string) => (operation: string) => operation === name;

/** As AWS sends it, on the wire: https://github.com/awslabs/aws-sdk-rust/issues/827 */
const stsError = (code: string, message: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});

describe('the role', () => {
  const through = async (fault: Fault) => {
    await using aws = await startProxy(fault);
    const name = freshName();
    const run = await runAction({ inputs: publishing(name), project: project(), env: { AWS_ENDPOINT_URL: aws.url } });
    const asked = aws.exchanges.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity').length;
    return { run, asked };
  };

  // https://github.com/aws-actions/configure-aws-credentials/issues/280
  test('an account without an OIDC provider says how to create one', async () => {
    const message = 'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com';
    const { run, asked } = await through((operation) =>
      is('AssumeRoleWithWebIdentity')(operation) ? stsError('InvalidIdentityToken', message) : undefined,
    );
    expect(messages(run)).toEqual([expect.stringContaining('aws iam create-open-id-connect-provider')]);
    expect(asked).toBe(1);
  });

  // https://github.com/aws-actions/configure-aws-credentials/issues/299
  test('a verification key that STS could not read in time is asked for again', async () => {
    const message =
      "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
    const { run, asked } = await through(
      first(is('AssumeRoleWithWebIdentity'), stsError('InvalidIdentityToken', message), 2),
    );
    expect([messages(run), asked]).toEqual([[], 3]);
  });
});

// https://github.com/hashicorp/terraform-provider-aws/issues/3849
describe('a repository that was created a moment ago may not be there yet', () => {
  const policies = { 'lifecycle-policy': 'keep-last: 5', 'repository-policy': 'pull:\n  accounts: ["111122223333"]' };
  const missing = error('RepositoryNotFoundException');

  test('its policies wait', async () => {
    const name = freshName();
    const [lifecycle, policy] = ['PutLifecyclePolicy', 'SetRepositoryPolicy'].map((each) =>
      first(is(each), missing, 2),
    );
    await using aws = await startProxy((...of) => lifecycle?.(...of) ?? policy?.(...of));
    const run = await publishWith(name, policies, aws);
    expect(messages(run)).toEqual([]);
    expect(await readBack(name)).toMatchObject({ lifecycle: { rules: [{}] }, policy: { Statement: [{}] } });
  });

  test('the push waits', async () => {
    const name = freshName();
    const unknown = {
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: {
        errors: [
          {
            code: 'NAME_UNKNOWN',
            message: `The repository with name '${name}' does not exist in the registry with id '000000000000'`,
          },
        ],
      },
    };
    const isPush = (operation: string) => operation.startsWith('POST /v2/');
    await using aws = await startProxy(first(isPush, unknown));
    const run = await publishWith(name, { 'registry-endpoint': aws.registry }, aws);
    expect(messages(run)).toEqual([]);
    expect(await tagsOf(name)).toEqual({ [Object.keys(await tagsOf(name))[0] as string]: run.outputs.digest });
  });

  test('the loser of a race waits', async () => {
    const name = freshName();
    await root.send(new CreateRepositoryCommand({ repositoryName: name }));
    await using aws = await startProxy(first(is('DescribeRepositories'), missing, 3));
    const run = await publishWith(name, {}, aws);
    expect(messages(run)).toEqual([]);
    expect(run.outputs['repository-created']).toBe('false');
  });

  // https://github.com/terraform-aws-modules/terraform-aws-ecr/issues/19, https://github.com/hashicorp/terraform-provider-aws/issues/39064
  test.each(['Invalid repository policy provided', 'Principal not found'])(
    'a policy for whom there is not is told, and the next run finishes: %s',
    async (constraint) => {
      const name = freshName();
      const message = `Invalid parameter at 'PolicyText' failed to satisfy constraint: '${constraint}'`;
      await using aws = await startProxy(first(is('SetRepositoryPolicy'), error('InvalidParameterException', message)));
      const run = await publishWith(name, policies, aws);
      expect(messages(run)).toEqual([
        expect.stringMatching(
          new RegExp(
            `^The repository ${name} was created without repository-policy\\..* as long as the repository is empty, it is finished\\. Applied: lifecycle-policy\\. Not applied:\\nrepository-policy: .*${constraint}.* An account or role that the policy names does not exist`,
          ),
        ),
      ]);
      const next = await publishWith(name, policies, aws);
      expect(messages(next)).toEqual([]);
      expect(next.log).toContain(`The repository ${name} is empty and had no repository-policy`);
      expect(await readBack(name)).toMatchObject({ lifecycle: { rules: [{}] }, policy: { Statement: [{}] } });
      // It is nobody's to change once there are images.
      await root.send(new SetRepositoryPolicyCommand({ repositoryName: name, policyText: OTHERS }));
      const later = await publishWith(name, policies, aws);
      expect(later.log).toContain('so it is left as it is');
      expect((await readBack(name)).policy).toEqual(JSON.parse(OTHERS));
    },
  );
});

const OTHERS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Mine', Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
});

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html, https://github.com/aws/containers-roadmap/issues/2746
test('a reused image that the lifecycle policy would take is told', async () => {
  const name = await made();
  const source = project();
  const before = await publishWith(name, { reuse: 'content' }, undefined, source);
  const policy = {
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
        action: { type: 'expire' },
      },
    ],
  };
  const image = (imageDigest: string | undefined, imagePushedAt: number, ...imageTags: string[]) => ({
    imageDigest,
    imagePushedAt,
    imageTags,
  });
  await using aws = await startProxy(
    answering({
      GetLifecyclePolicy: { lifecyclePolicyText: JSON.stringify(policy) },
      DescribeImages: {
        imageDetails: [image(before.outputs.digest, 1_700_000_000, 'a'), image('sha256:newer', 1_700_000_001, 'b')],
      },
    }),
  );
  const run = await publishWith(name, { reuse: 'content', tags: 'v2' }, aws, commit(source.folder));
  expect([messages(run), run.outputs.reused]).toEqual([[], 'true']);
  expect(run.log).toMatch(
    /The lifecycle policy of .* would delete the reused image sha256:\w+ with all of its tags: it was pushed on 2023-11-14, 1 images after it, and rule 1 keeps the last 1\./,
  );
});

describe('quotas', () => {
  // https://github.com/aws/containers-roadmap/issues/1549
  test.each(['MUTABLE', 'IMMUTABLE'] as const)(
    'an image that takes no more tags is left, and another one is built: %s',
    async (mutability) => {
      const name = await made({ imageTagMutability: mutability });
      const source = project();
      const before = await publishWith(name, { reuse: 'content' }, undefined, source);
      const digest = before.outputs.digest ?? '';
      const imageTags = Array.from({ length: 999 }, (_, at) => `t${at}`);
      await using aws = await startProxy((operation, request) =>
        operation === 'DescribeImages' && request.includes(digest)
          ? { status: 200, body: { imageDetails: [{ imageDigest: digest, imageTags, imagePushedAt: 1_700_000_000 }] } }
          : undefined,
      );
      const run = await publishWith(name, { reuse: 'content', tags: 'v2\nv2.1' }, aws, commit(source.folder));
      expect(messages(run)).toEqual([]);
      expect(run.outputs.reused).toBe('false');
      expect(run.outputs.digest).not.toBe(digest);
      expect(await tagsOf(name)).toMatchObject({ v2: run.outputs.digest, 'v2.1': run.outputs.digest });
      expect(run.log).toContain('A new image is built for');
    },
  );

  test('a quota that ECR says is exhausted is told once, though the SDK takes it for throttling', async () => {
    const name = await made();
    await using aws = await startProxy((operation) =>
      operation === 'PutImage'
        ? error('LimitExceededException', 'exceeds the maximum allowed number of tags per image')
        : undefined,
    );
    const run = await publishWith(name, {}, aws);
    expect(messages(run)).toEqual([expect.stringContaining('A quota of ECR is exhausted: exceeds the maximum')]);
    expect(aws.exchanges.filter(({ operation }) => operation === 'PutImage')).toHaveLength(1);
  });

  // https://github.com/aws/containers-roadmap/issues/2159: 403, as for a permission
  test("the registry's own words for a quota are no missing permission", async () => {
    const name = await made();
    const message = `The repository with name '${name}' in registry with id '000000000000' already has the maximum allowed number of images which is '100000'`;
    const denied = {
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: { errors: [{ code: 'DENIED', message }] },
    };
    await using aws = await startProxy((operation) => (/^PUT .*\/manifests\//.test(operation) ? denied : undefined));
    const run = await publishWith(name, { 'registry-endpoint': aws.registry }, aws);
    expect(messages(run)).toEqual([expect.stringMatching(/^A quota of ECR is exhausted\./)]);
    expect(messages(run)[0]).not.toContain('BatchCheckLayerAvailability');
  });
});

// https://repost.aws/knowledge-center/lambda-ecr-image
test("Lambda's own statement is no difference, and stays", async () => {
  const name = await made();
  const lambdas = {
    Sid: 'LambdaECRImageRetrievalPolicy',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  };
  const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [lambdas] });
  await root.send(new SetRepositoryPolicyCommand({ repositoryName: name, policyText }));
  const policy = { 'repository-policy': 'pull:\n  accounts: ["111122223333"]' };
  const reconciled = await publishWith(name, { ...policy, 'create-repository': 'reconcile' });
  expect(messages(reconciled)).toEqual([]);
  expect((await readBack(name)).policy.Statement).toEqual([
    expect.objectContaining({ Sid: 'PullByAccounts' }),
    lambdas,
  ]);
  expect(messages(await publishWith(name, { ...policy, 'create-repository': 'verify' }))).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html
describe('scanning', () => {
  const scanning = (scanFrequency: string) =>
    answering({
      BatchGetRepositoryScanningConfiguration: { scanningConfigurations: [{ scanFrequency, appliedScanFilters: [] }] },
    });

  test('a setting that scans nothing under enhanced scanning is told', async () => {
    const name = await made({ imageScanningConfiguration: { scanOnPush: true } });
    await using aws = await startProxy(scanning('MANUAL'));
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'verify' }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toContain('its images are not scanned as they arrive (scan frequency: MANUAL)');
  });

  test('a rule of the registry does what the setting would', async () => {
    const name = await made();
    await using aws = await startProxy(scanning('CONTINUOUS_SCAN'));
    const run = await publishWith(name, { 'scan-on-push': 'true', 'create-repository': 'reconcile' }, aws);
    expect([messages(run), writes(aws)]).toEqual([[], []]);
  });
});

// ImageFailureCode of https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageFailure.html
test('a tag at an image that cannot be read, such as an archived one, is moved', async () => {
  const name = await made();
  const unreadable = {
    status: 200,
    body: {
      images: [],
      failures: [{ imageId: { imageTag: 'v1' }, failureCode: 'ImageInaccessible', failureReason: 'archived' }],
    },
  };
  await using aws = await startProxy(
    first((operation, request) => operation === 'BatchGetImage' && request.includes('"v1"'), unreadable, 2),
  );
  const run = await publishWith(name, { tags: 'v1' }, aws);
  expect(messages(run)).toEqual([]);
  expect(await tagsOf(name)).toEqual({ v1: run.outputs.digest });
});

// https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
describe('managed signing', () => {
  const profile = 'arn:aws:signer:eu-central-1:000000000000:/signing-profiles/images';
  const status = (body: object) => answering({ DescribeImageSigningStatus: body });

  test.each([
    [
      'that failed is a warning',
      {
        signingStatuses: [
          {
            status: 'FAILED',
            failureCode: 'AccessDenied',
            failureReason: 'not authorized to perform: signer:SignPayload',
          },
        ],
      },
      /failed: not authorized to perform: signer:SignPayload \(AccessDenied\)\. Allow signer:SignPayload on the signing profile\. Only a push is signed/,
    ],
    ['that is done is told', { signingStatuses: [{ status: 'COMPLETE' }] }, /managed signing of .*: done\./],
  ])('%s', async (_, body, said) => {
    await using aws = await startProxy(status(body));
    const run = await publishWith(await made(), { 'signing-profile': profile }, aws);
    expect(messages(run)).toEqual([]);
    expect(run.log).toMatch(said);
  });

  test('that is under way is waited for', async () => {
    let asked = 0;
    await using aws = await startProxy((operation) =>
      operation === 'DescribeImageSigningStatus'
        ? {
            status: 200,
            body: { signingStatuses: ++asked === 1 ? [] : [{ status: asked === 2 ? 'IN_PROGRESS' : 'COMPLETE' }] },
          }
        : undefined,
    );
    const run = await publishWith(await made(), { 'signing-profile': profile }, aws);
    expect([messages(run), asked]).toEqual([[], 3]);
    expect(run.log).toMatch(/managed signing of .*: done\./);
  });

  test('print-policies names what it takes', async () => {
    const run = await publishWith('team/app', {
      'signing-profile': profile,
      'print-policies': 'true',
      'aws-region': 'eu-central-1',
    });
    expect(run.log).toContain('"signer:SignPayload"');
    expect(run.log).toContain(`"Resource": "${profile}"`);
  });
});

// https://github.com/kreuzwerker/terraform-provider-docker/issues/600
test('an image that was pushed a moment ago may not be readable yet', async () => {
  const name = await made();
  const isRead = (operation: string, request: string) =>
    operation === 'BatchGetImage' && request.includes('imageDigest');
  const missing = {
    status: 200,
    body: {
      images: [],
      failures: [
        { imageId: { imageDigest: 'sha256:0' }, failureCode: 'ImageNotFound', failureReason: 'said by the test' },
      ],
    },
  };
  await using aws = await startProxy(first(isRead, missing, 2));
  const run = await publishWith(name, {}, aws);
  expect(messages(run)).toEqual([]);
  expect(Object.values(await tagsOf(name))).toEqual([run.outputs.digest]);
});
