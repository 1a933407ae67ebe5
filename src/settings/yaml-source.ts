import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { cut, type Failure, failure } from '../lib/failure.ts';

/** The text of one input, and which setting, or part of one, it gives; the whole where `gives` is empty. */
export type SourceText = { name: string; file?: string; text: string; gives: string[] };

/** AWS takes 30,720 for a lifecycle policy, which is the longest part. */
const MOST_CHARACTERS = 100_000;

/** What a text says, and how to say what is wrong with it. */
export type Source = {
  gives: string[];
  value: unknown;
  /** A failure that names the file, the line and the path in it. */
  wrong: (path: string[], message: string) => Failure;
};

/**
 * Parses YAML, of which JSON is a part.
 * @throws Failure when it is neither
 */
export function parseSource({ name, file, text, gives }: SourceText): Source {
  if (text.length > MOST_CHARACTERS) {
    throw failure(
      `${file ?? name}: It has ${text.length} characters, and the limit is ${MOST_CHARACTERS}. Make it shorter.`,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, path: string[], message: string): Failure => {
    const { line } = lines.linePos(offset);
    const place = file || text.trim().includes('\n') ? `${file ?? name}:${line}` : name;
    const at = file === undefined ? undefined : { file, line };
    return failure([place, cut(path.join('.')), message].filter(Boolean).join(': '), { at });
  };
  const [error] = document.errors;
  // The parser's own message may quote the text, which may be a file's that nobody meant to show.
  if (error)
    throw fail(
      error.pos[0],
      [],
      `It is neither YAML nor JSON: ${error.code.toLowerCase().replaceAll('_', ' ')}. Correct the syntax.`,
    );
  return {
    gives,
    value: toPlain(document, () =>
      fail(0, [], 'An alias in it has no anchor or contains itself, or there are too many. Write the values out.'),
    ),
    wrong: (path, message) => {
      const own = path.slice(gives.length);
      return fail(offsetOf(document.contents, own), own, message);
    },
  };
}

function toPlain(document: Document.Parsed, wrong: () => Failure): unknown {
  try {
    const value = document.toJS();
    // An alias of what it is in would go in a circle.
    JSON.stringify(value);
    return value;
  } catch {
    throw wrong();
  }
}

/** Where a path begins, its key if it has one; of a path that is not there, where the last part of it is. */
function offsetOf(node: ParsedNode | Node | null, [first, ...rest]: string[]): number {
  const start = node?.range?.[0] ?? 0;
  if (first === undefined) return start;
  if (isSeq(node)) return offsetOf((node.items[Number(first)] as Node | undefined) ?? node, rest);
  if (!isMap(node)) return start;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === first);
  if (!pair) return start;
  return rest.length > 0 ? offsetOf(pair.value as Node, rest) : ((pair.key as Node).range?.[0] ?? start);
}
