// Twenty jobs put three tags each in an account that takes 10 a second, the SDK's clients as the action makes them.
// Source: L-AD52DFB2 of https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { ecrClient } from '../../src/aws/client.ts';
import { putTag } from '../../src/registry/ecr-tags.ts';
import { single } from './images.ts';

const RATE = 10;

let server: Server;
let refused = 0;
beforeAll(async () => {
  let [tokens, last] = [RATE, performance.now()];
  server = createServer((request, response) => {
    const now = performance.now();
    tokens = Math.min(RATE, tokens + ((now - last) / 1000) * RATE);
    last = now;
    request.resume().on('end', () => {
      const isTaken = tokens >= 1;
      if (isTaken) tokens--;
      else refused++;
      const answer = isTaken
        ? { image: { imageId: { imageDigest: single[0].digest } } }
        : { __type: 'ThrottlingException', message: 'Rate exceeded' };
      response.writeHead(isTaken ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  process.env.AWS_ENDPOINT_URL_ECR = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  delete process.env.AWS_ENDPOINT_URL_ECR;
  server.close().closeAllConnections();
});

test('all of them get through', async () => {
  const jobs = Array.from({ length: 20 }, async () => {
    const ecr = ecrClient('eu-central-1', async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }));
    const limit = pLimit(3);
    return Promise.all(['v1', 'v1.2', 'latest'].map((tag) => limit(() => putTag(ecr, 'team/app', tag, single[0]))));
  });
  expect((await Promise.all(jobs)).flat()).toEqual(Array.from({ length: 60 }, () => single[0].digest));
  // There was something to wait for.
  expect(refused).toBeGreaterThan(20);
}, 60_000);
