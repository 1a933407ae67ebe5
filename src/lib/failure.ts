/** A place in a file of the repository, for an annotation. */
export type Location = { file: string; line: number };

/** An error whose message is written for the user; `cause` is what was really answered, `at` the line to annotate. */
export type Failure = Error & { at?: Location };

/** Makes a {@link Failure}. Its message says what failed, with which value, and how to mend it. */
export function failure(message: string, options: { cause?: unknown; at?: Location | undefined } = {}): Failure {
  const error: Failure = new Error(message, 'cause' in options ? { cause: options.cause } : undefined);
  error.name = 'Failure';
  if (options.at) error.at = options.at;
  return error;
}

/** True when the message was already written for the user and needs no further translation. */
export const isFailure = (error: unknown): error is Failure => error instanceof Error && error.name === 'Failure';

/** A value as a message quotes it: of one that is long, its beginning. */
export const cut = (value: string): string => (value.length > 200 ? `${value.slice(0, 199)}…` : value);
