/**
 * Measures two things in turn, A B A B …, so that what else the machine does meets both alike. One round before them
 * warms up what both use, and is not counted.
 */
export async function alternate<A, B>(
  rounds: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B][]> {
  const pairs: [A, B][] = [];
  for (let round = 0; round <= rounds; round++) pairs.push([await first(), await second()]);
  return pairs.slice(1);
}
