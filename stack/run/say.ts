/** One line of progress. On stderr: stdout belongs to the command that runs on the stack. */
export function say(text: string): void {
  process.stderr.write(`stack: ${text}\n`);
}

/** "0.4 s" below ten seconds, "116 s" above. */
export function seconds(since: number): string {
  const s = (performance.now() - since) / 1000;
  return `${s < 10 ? s.toFixed(1) : s.toFixed(0)} s`;
}
