import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { failure } from '../lib/failure.ts';

/**
 * Lets through exactly what a descriptor says: whatever comes behind its size would be read as another request on the connection that it
 * is sent on.
 * @throws Failure (as the stream's error) for more, for less, or for other bytes than the digest's; never after more than the size was let
 * through
 */
export function exactly(digest: string, size: number): Transform {
  const hash = createHash('sha256');
  let left = size;
  const wrong = (sent: string) =>
    failure(
      `The registry that holds ${digest} (${size} bytes) sent ${sent}, which is not copied. Check that registry, and push the image there again.`,
    );
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (chunk.length > left) return done(wrong('more'));
      left -= chunk.length;
      hash.update(chunk);
      // The last bytes are held back until they are known to be right.
      if (left === 0 && `sha256:${hash.copy().digest('hex')}` !== digest) return done(wrong('something else'));
      done(null, chunk);
    },
    flush(done) {
      done(left > 0 ? wrong(`${size - left} bytes`) : null);
    },
  });
}
