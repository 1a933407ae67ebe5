import type { StoredImage } from '../image/manifest.ts';
import type { Registry } from '../registry/registry.ts';
import { verifyImage } from '../registry/verify.ts';
import type { Draft } from './draft.ts';
import { fingerprintIn } from './fingerprint.ts';
import type { PlannedTag } from './plan.ts';

/** The image that an immutable tag points at, which the outputs name in place of one that is pushed, and why. */
export async function readBlocking(
  registry: Registry,
  { tag, now = '' }: PlannedTag,
  { fingerprint }: Pick<Draft, 'fingerprint'>,
): Promise<{ image: StoredImage; notPushed: string }> {
  const explain = (missing: string) =>
    `The tag "${tag}" of ${registry.repository} points at ${now}, but ${missing}, which is part of it, is gone. Delete that tag, or use another one.`;
  const image = await verifyImage(registry, now, explain);
  const isKnown = fingerprint !== undefined && fingerprintIn(image[0]) === fingerprint;
  return {
    image,
    notPushed: `The tag "${tag}" is immutable and points at ${now}; tag-conflict is skip-push.${
      isKnown ? '' : ' Whether it was built from this commit is unknown.'
    }`,
  };
}
