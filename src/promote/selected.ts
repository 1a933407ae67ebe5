import { sha256 } from '../image/digest.ts';
import { type Descriptor, imagesOf, platformOf, type StoredImage } from '../image/manifest.ts';
import { cut, failure } from '../lib/failure.ts';
import { FINGERPRINT } from '../publish/fingerprint.ts';

/** The annotation of a selection that names what it was selected from. */
export const SELECTED_FROM = 'io.github.ecr-publish.selected-from';

/**
 * Pure: an index of some platforms only, with what is attested of them. It is another index, and says of which it is a part.
 * @param from `uri@digest` of the whole
 * @throws Failure for a platform that it does not have
 */
export function selectPlatforms(image: StoredImage, platforms: string[], from: string): StoredImage {
  const [root, ...children] = image;
  if (platforms.length === 0) return image;
  const all = root.manifest.manifests;
  if (!all) {
    throw failure(
      `platforms: ${from} is an image of one platform, of which none can be selected. Remove the input platforms.`,
    );
  }
  const had = imagesOf(root.manifest).flatMap((child) => platformOf(child) ?? []);
  const wanted = platforms.map(normal);
  const lacking = platforms.filter((each) => !had.map(normal).includes(normal(each)));
  if (lacking.length > 0) {
    throw failure(`platforms: ${from} has no ${lacking.join(', ')}. Select some of ${cut(had.join(', '))}.`);
  }
  const chosen = all.filter((child) => wanted.includes(normal(platformOf(child) ?? '')));
  const digests = chosen.map(({ digest }) => digest);
  // Source: https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
  const isOfChosen = ({ annotations }: Descriptor) =>
    digests.includes(annotations?.['vnd.docker.reference.digest'] ?? '');
  const manifests = all.filter((child) => chosen.includes(child) || isOfChosen(child));
  if (manifests.length === all.length) return image;
  // It is not what the inputs of the whole make, and refers to nothing.
  const { subject: _, annotations: { [FINGERPRINT]: __, ...annotations } = {}, ...rest } = JSON.parse(root.text);
  const manifest = { ...rest, manifests, annotations: { ...annotations, [SELECTED_FROM]: from } };
  const text = JSON.stringify(manifest);
  const kept = new Set(manifests.map(({ digest }) => digest));
  return [{ ...root, digest: sha256(text), text, manifest }, ...children.filter(({ digest }) => kept.has(digest))];
}

/** As containerd has it: https://github.com/containerd/platforms/blob/main/database.go (normalizeArch) */
const normal = (platform: string): string =>
  platform.replace(/^(linux\/arm64)\/v8$/, '$1').replace(/^(linux\/arm)$/, '$1/v7');
