/** One way to authenticate that a server offers. */
export type Challenge = {
  /** In lower case: `basic`, `bearer`. */
  scheme: string;
  /** By their names in lower case. */
  parameters: Record<string, string>;
};

const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const PART = new RegExp(`(?:(${TOKEN})\\s+)?(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))|(${TOKEN})`, 'g');

/**
 * Pure: what WWW-Authenticate says; several headers are one, with commas between.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  for (const [, scheme, name, quoted, plain, alone] of header.matchAll(PART)) {
    const begun = scheme ?? alone;
    if (begun) challenges.push({ scheme: begun.toLowerCase(), parameters: {} });
    const parameters = challenges.at(-1)?.parameters;
    if (name && parameters) parameters[name.toLowerCase()] = plain ?? (quoted ?? '').replace(/\\(.)/g, '$1');
  }
  return challenges;
}
